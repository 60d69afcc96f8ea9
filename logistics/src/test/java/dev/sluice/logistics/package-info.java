@NullMarked
package dev.sluice.logistics;

import org.jspecify.annotations.NullMarked;
