package dev.sluice.loadtest.faults;

import dev.sluice.local.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many kills at random points: of the processor, for every five of these two of the gateway and two of the connection on
 * which the relay publishes. In portions, so that the oracles look in between.
 */
final class KillFaults {
    private static final int PORTION = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(2_500);

    /** @param kills of the processor, a multiple of 5 or rounded up to one */
    static List<Scenario> of(int kills) {
        List<Scenario> scenarios = new ArrayList<>();
        int left = kills;
        while (left > 0) {
            int processors = Math.min(PORTION, left);
            int others = (processors * 2 + 4) / 5;
            left -= processors;
            String name = String.format(Locale.ROOT, "kills-%02d", scenarios.size() + 1);
            scenarios.add(Scenario.of(
                            name,
                            processors + " kills of the processor, " + others + " of the gateway, " + others
                                    + " of the relay's connection, at random points",
                            stage -> play(stage, processors, others))
                    .breaking()
                    .within(Duration.ofMinutes(20)));
        }
        return scenarios;
    }

    /** Each kind of victim in a thread of its own: their deaths and their starts may overlap. */
    private static void play(Stage stage, int processors, int others) throws Exception {
        AtomicInteger done = new AtomicInteger();
        List<FutureTask<Void>> tasks = List.of(
                repeated(stage, processors, done, () -> stage.killAndRestart(Part.PROCESSOR)),
                repeated(stage, others, done, () -> stage.killAndRestart(Part.GATEWAY)),
                repeated(stage, others, done, () -> cutRelay(stage)));
        for (FutureTask<Void> task : tasks) {
            Thread thread = new Thread(task, "kills");
            thread.setDaemon(true);
            thread.start();
        }
        for (FutureTask<Void> task : tasks) {
            task.get();
        }
        stage.note(done + " kills: " + processors + " of the processor, " + others + " of the gateway, " + others
                + " of the relay's connection");
    }

    @FunctionalInterface
    private interface Kill {
        void carryOut() throws Exception;
    }

    private static FutureTask<Void> repeated(Stage stage, int times, AtomicInteger done, Kill kill) {
        return new FutureTask<>(() -> {
            for (int i = 0; i < times; i++) {
                stage.passUpTo(LONGEST_PAUSE);
                kill.carryOut();
                stage.doing(done.incrementAndGet() + " kills");
            }
            return null;
        });
    }

    private static void cutRelay(Stage stage) throws Exception {
        stage.expect(
                stage.await(Duration.ofSeconds(120), () -> RelayFaults.terminateOwner(stage)),
                "nobody held the relay's lock for two minutes");
    }

    private KillFaults() {}
}
