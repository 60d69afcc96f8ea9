package dev.sluice.loadtest.faults;

import dev.sluice.local.Part;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until all is ready again: both applications say so, and a delivery that is sent now gets its 2xx. */
final class Recovery {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long POLL_MS = 100;

    /**
     * How long it took from when the fault was over.
     *
     * @throws IllegalStateException when it takes longer than 90 s
     */
    static Duration await(Stage stage, long mendedAt) throws InterruptedException {
        long end = mendedAt + LIMIT.toNanos();
        while (!isReady(stage)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not ready again after " + LIMIT.toSeconds() + " s: " + state(stage));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return Duration.ofNanos(System.nanoTime() - mendedAt);
    }

    private static boolean isReady(Stage stage) {
        return stage.stack().parts().ready(Part.GATEWAY)
                && stage.stack().parts().ready(Part.PROCESSOR)
                && stage.load().sendNow(stage.bodies().probe()).accepted();
    }

    private static String state(Stage stage) {
        return "gateway " + (stage.stack().parts().ready(Part.GATEWAY) ? "ready" : "not ready") + ", processor "
                + (stage.stack().parts().ready(Part.PROCESSOR) ? "ready" : "not ready");
    }

    private Recovery() {}
}
