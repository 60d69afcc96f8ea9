/** Sample deliveries of Sluice's own making: a sale day whose every order has a known end, and a folder of odd ones. */
@NullMarked
package dev.sluice.loadtest.samples;

import org.jspecify.annotations.NullMarked;
