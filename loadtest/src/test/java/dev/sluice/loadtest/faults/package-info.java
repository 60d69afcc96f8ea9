@NullMarked
package dev.sluice.loadtest.faults;

import org.jspecify.annotations.NullMarked;
