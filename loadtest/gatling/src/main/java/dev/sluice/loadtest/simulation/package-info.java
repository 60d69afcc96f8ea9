/** What is played against a running Sluice, one class a simulation. Gatling starts them in a JVM of their own. */
@NullMarked
package dev.sluice.loadtest.simulation;

import org.jspecify.annotations.NullMarked;
