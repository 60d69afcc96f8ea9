package dev.sluice.loadtest.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario showed.
 *
 * @param deliveries different ones that were sent
 * @param accepted those with a 2xx at the end
 * @param refused attempts without one
 * @param slowestMs the slowest answer
 * @param recovery from the end of the fault until all was ready
 * @param drained from the end of the load until all was applied and published
 * @param skipped why it was not run; null when it was
 */
record Result(
        String scenario,
        int deliveries,
        long accepted,
        long refused,
        long slowestMs,
        Findings findings,
        Duration recovery,
        Duration drained,
        String notes,
        @Nullable String skipped) {

    static Result skipped(String scenario, String why) {
        return new Result(scenario, 0, 0, 0, 0, new Findings(), Duration.ZERO, Duration.ZERO, "", why);
    }

    /** A scenario that could not be played to its end. */
    static Result failed(String scenario, String why) {
        Findings findings = new Findings();
        findings.add(Findings.Oracle.X, why);
        return new Result(scenario, 0, 0, 0, 0, findings, Duration.ZERO, Duration.ZERO, "", null);
    }

    boolean passed() {
        return findings.none();
    }
}
