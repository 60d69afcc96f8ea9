/** What the gateway, the processor and every other reader or writer of the log agree on. */
@NullMarked
package dev.sluice.contract;

import org.jspecify.annotations.NullMarked;
