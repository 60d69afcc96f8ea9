@NullMarked
package dev.sluice.loadtest.proxy;

import org.jspecify.annotations.NullMarked;
