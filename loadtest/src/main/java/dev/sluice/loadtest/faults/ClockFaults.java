package dev.sluice.loadtest.faults;

import dev.sluice.local.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The clock of one process goes wrong, by a library that stands between it and the system's clock. */
final class ClockFaults {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));
    private static final String LIBRARY = "faketime/libfaketime.so.1";
    private static final Duration UNDER_LOAD = Duration.ofSeconds(5);

    static List<Scenario> all() {
        return List.of(Scenario.of(
                "clock-shifted",
                "the processor's clock is 3 hours ahead and the gateway's 3 behind, then the other way round; needs"
                        + " libfaketime",
                ClockFaults::shifted));
    }

    private static void shifted(Stage stage) throws Exception {
        Path library = library();
        set(stage, Map.of(Part.PROCESSOR, clock(library, "+3h"), Part.GATEWAY, clock(library, "-3h")));
        stage.doing("the processor is ahead of the gateway");
        stage.pass(UNDER_LOAD);
        set(stage, Map.of(Part.PROCESSOR, clock(library, "-3h"), Part.GATEWAY, clock(library, "+3h")));
        stage.doing("the processor is behind the gateway");
        stage.pass(UNDER_LOAD);
        set(stage, Map.of());
        stage.mended();
    }

    /** Restarts both; senders wait, since it is not the restart that is tried here. */
    private static void set(Stage stage, Map<Part, Map<String, String>> clocks) throws Exception {
        stage.load().hold(true);
        stage.stack().configure(clocks);
        stage.load().hold(false);
    }

    private static Map<String, String> clock(Path library, String shift) {
        // A JVM waits by the monotonic clock, which no wrong time of day moves.
        return Map.of("LD_PRELOAD", library.toString(), "FAKETIME", shift, "FAKETIME_DONT_FAKE_MONOTONIC", "1");
    }

    private static Path library() throws IOException {
        for (Path place : PLACES) {
            if (!Files.isDirectory(place)) {
                continue;
            }
            // Debian has a folder for each processor architecture between the two.
            try (Stream<Path> found = Files.find(place, 3, (file, attributes) -> file.endsWith(LIBRARY))) {
                Optional<Path> library = found.findFirst();
                if (library.isPresent()) {
                    return library.get();
                }
            }
        }
        throw new SkippedException("the clock of one process can be moved by libfaketime only, which is not here");
    }

    private ClockFaults() {}
}
