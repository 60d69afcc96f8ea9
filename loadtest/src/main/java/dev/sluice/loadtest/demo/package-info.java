/** Plays a sale day against a running Sluice and checks every order of it. */
@NullMarked
package dev.sluice.loadtest.demo;

import org.jspecify.annotations.NullMarked;
