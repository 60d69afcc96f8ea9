package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.faults.Attempt.Ending;
import dev.sluice.loadtest.faults.Findings.Oracle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A: every request is answered within 4 s, memory stays bounded, all is ready again within 30 s. */
final class AnswerOracle {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(4);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(30);

    /**
     * MiB. The applications run with heaps of 320 MiB, as much again outside of the heap at most (Netty's limit is the
     * heap's), 192 MiB of metaspace, 64 MiB of code and their threads' stacks.
     */
    private static final long MOST_MEMORY_MIB = 920;

    /**
     * @param breaks whether the fault ends the gateway's connections, so that attempts may stay without an answer
     */
    static void check(List<Sent> sent, boolean breaks, MemoryWatch memory, Duration recovery, Findings findings) {
        long broken = 0;
        for (Sent delivery : sent) {
            for (Attempt attempt : delivery.attempts()) {
                boolean late = attempt.ending() == Ending.ANSWERED && attempt.nanos() > LONGEST_ANSWER.toNanos();
                if (late || attempt.ending() == Ending.SILENT) {
                    findings.add(
                            Oracle.A,
                            delivery.webhookId() + " had " + (late ? "an answer" : "none") + " after "
                                    + TimeUnit.NANOSECONDS.toMillis(attempt.nanos()) + " ms, "
                                    + TimeUnit.NANOSECONDS.toMillis(attempt.startedAt()) + " ms after the start");
                }
                broken += attempt.ending() == Ending.BROKEN ? 1 : 0;
            }
        }
        findings.demand(
                Oracle.A,
                breaks || broken == 0,
                broken + " connections ended before the answer, though the gateway was up");
        findings.demand(
                Oracle.A,
                memory.mostMib() <= MOST_MEMORY_MIB,
                memory.most() + ", more than " + MOST_MEMORY_MIB + " MiB");
        findings.demand(
                Oracle.A,
                recovery.compareTo(LONGEST_RECOVERY) <= 0,
                "ready again after " + recovery.toSeconds() + " s");
    }

    /** Of all answers, in milliseconds. */
    static long slowestMs(List<Sent> sent) {
        return sent.stream()
                .flatMap(delivery -> delivery.attempts().stream())
                .filter(attempt -> attempt.ending() == Ending.ANSWERED)
                .mapToLong(attempt -> TimeUnit.NANOSECONDS.toMillis(attempt.nanos()))
                .max()
                .orElse(0);
    }

    private AnswerOracle() {}
}
