/**
 * Proves on live data that nothing was lost, doubled or changed: what the log still holds is read again and folded into what
 * is stored, which must change nothing.
 */
@NullMarked
package dev.sluice.processor.audit;

import org.jspecify.annotations.NullMarked;
