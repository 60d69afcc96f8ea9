package dev.sluice.loadtest.faults;

import dev.sluice.local.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Many kills at random points: of the processor, for every five of these two of the gateway and two of the connection on
 * which the relay publishes. In portions, so that the oracles look in between.
 */
final class KillFaults {
    private static final int PORTION = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(2_500);

    private enum Victim {
        PROCESSOR,
        GATEWAY,
        RELAY
    }

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
                    .within(Duration.ofMinutes(10)));
        }
        return scenarios;
    }

    private static void play(Stage stage, int processors, int others) throws Exception {
        List<Victim> victims = new ArrayList<>(Collections.nCopies(processors, Victim.PROCESSOR));
        victims.addAll(Collections.nCopies(others, Victim.GATEWAY));
        victims.addAll(Collections.nCopies(others, Victim.RELAY));
        Collections.shuffle(victims, stage.chance());
        int done = 0;
        for (Victim victim : victims) {
            stage.passUpTo(LONGEST_PAUSE);
            kill(stage, victim);
            done++;
            stage.doing(done + " of " + victims.size() + " kills");
        }
        stage.note(processors + " kills of the processor, " + others + " of the gateway, " + others
                + " of the relay's connection");
    }

    private static void kill(Stage stage, Victim victim) throws Exception {
        switch (victim) {
            case PROCESSOR -> stage.killAndRestart(Part.PROCESSOR);
            case GATEWAY -> stage.killAndRestart(Part.GATEWAY);
            case RELAY ->
                stage.expect(
                        stage.await(Duration.ofSeconds(20), () -> RelayFaults.terminateOwner(stage)),
                        "nobody held the relay's lock for 20 s");
        }
    }

    private KillFaults() {}
}
