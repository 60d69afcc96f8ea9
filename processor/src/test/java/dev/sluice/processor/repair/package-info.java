@NullMarked
package dev.sluice.processor.repair;

import org.jspecify.annotations.NullMarked;
