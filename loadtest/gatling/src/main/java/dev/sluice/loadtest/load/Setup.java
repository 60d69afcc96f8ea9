package dev.sluice.loadtest.load;

import dev.sluice.loadtest.simulation.Profile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How loads are played.
 *
 * @param results directory of this call, with one directory for each load
 * @param data for stacks of their own
 * @param build holds the applications, unpacked; null where no stack of its own is needed
 * @param portOffset added to the usual ports of such stacks
 * @param maxRate events a second that the processor of such stacks is held to
 */
record Setup(
        Profile profile, Path results, Path data, @Nullable Path build, int portOffset, int maxRate) {}
