/** What holds for the module as a whole. */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
