/** Erases what requests under data-protection law ask for, and says when the log holds none of it any more. */
@NullMarked
package dev.sluice.processor.redact;

import org.jspecify.annotations.NullMarked;
