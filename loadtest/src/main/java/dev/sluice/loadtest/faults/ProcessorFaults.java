package dev.sluice.loadtest.faults;

import dev.sluice.local.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The processor dies, freezes, ends, or has to share with another. */
final class ProcessorFaults {
    private static final int KILLS = 5;
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String WAITS_FOR_LOCK =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    private static final String APPLIED = "SELECT coalesce(sum(next_offset), 0) FROM consumer_progress";

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "processor-killed",
                        "SIGKILL to the processor at random points, five times: before and after a commit, before and"
                                + " after Kafka knows",
                        ProcessorFaults::killed),
                Scenario.of(
                        "processor-killed-in-transaction",
                        "SIGKILL while it waits inside a transaction that has moved the progress already: all or"
                                + " nothing, no order without its transitions",
                        ProcessorFaults::killedInTransaction),
                Scenario.of(
                        "processor-frozen",
                        "SIGSTOP for 8 s: PostgreSQL ends its transactions after 5 s and frees its rows",
                        stage -> frozen(stage, Duration.ofSeconds(8))),
                Scenario.of("processor-terminated", "SIGTERM under load, twice", ProcessorFaults::terminated),
                Scenario.of(
                        "processor-zombie",
                        "SIGSTOP past the session time-out of its group while a second processor takes its partitions"
                                + " over; awake again, it is fenced; then the partitions go back",
                        ProcessorFaults::zombie),
                Scenario.of(
                        "processors-come-and-go",
                        "A second processor joins and leaves under load, by SIGTERM and by SIGKILL",
                        ProcessorFaults::comeAndGo));
    }

    private static void killed(Stage stage) throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            stage.passUpTo(BETWEEN);
            stage.killAndRestart(Part.PROCESSOR);
        }
    }

    private static void killedInTransaction(Stage stage) throws Exception {
        for (String table : List.of("outcomes", "ledger")) {
            try (Locked locked = Locked.table(stage.database(), table, "SHARE")) {
                stage.expect(
                        stage.await(SOON, () -> waits(stage)),
                        "no transaction came to wait for " + table + ", so the kill met none");
                stage.doing("killing the processor in a transaction");
                stage.stack().kill(Part.PROCESSOR);
            }
            stage.mended();
            stage.stack().parts().start(Part.PROCESSOR);
            stage.pass(BETWEEN);
        }
    }

    private static boolean waits(Stage stage) throws SQLException {
        return stage.database().number(WAITS_FOR_LOCK) > 0;
    }

    private static void frozen(Stage stage, Duration time) throws Exception {
        stage.passUpTo(BETWEEN);
        stage.doing("the processor is frozen");
        stage.stack().freeze(Part.PROCESSOR);
        stage.pass(time);
        stage.stack().thaw();
        stage.mended();
    }

    private static void terminated(Stage stage) throws Exception {
        for (int end = 0; end < 2; end++) {
            stage.passUpTo(BETWEEN);
            stage.doing("SIGTERM to the processor");
            boolean killed = stage.stack().parts().stop(Part.PROCESSOR);
            stage.expect(!killed, "the processor did not end by itself");
            stage.mended();
            stage.stack().parts().start(Part.PROCESSOR);
        }
    }

    private static void zombie(Stage stage) throws Exception {
        stage.doing("the processor is frozen, a second one starts");
        stage.stack().freeze(Part.PROCESSOR);
        stage.stack().parts().start(Part.PROCESSOR_2);
        stage.pass(Duration.ofSeconds(25));
        long before = stage.database().number(APPLIED);
        stage.expect(
                stage.await(SOON, () -> stage.database().number(APPLIED) > before),
                "the second processor applied nothing while the first was frozen");
        stage.doing("the zombie wakes up");
        stage.stack().thaw();
        stage.pass(Duration.ofSeconds(5));
        stage.stack().parts().stop(Part.PROCESSOR_2);
        stage.mended();
    }

    private static void comeAndGo(Stage stage) throws Exception {
        for (boolean orderly : new boolean[] {true, false}) {
            stage.doing("a second processor joins");
            stage.stack().parts().start(Part.PROCESSOR_2);
            stage.pass(Duration.ofSeconds(4));
            stage.doing("the second processor leaves");
            if (orderly) {
                stage.stack().parts().stop(Part.PROCESSOR_2);
            } else {
                stage.stack().kill(Part.PROCESSOR_2);
            }
            stage.mended();
            stage.pass(Duration.ofSeconds(3));
        }
    }

    private ProcessorFaults() {}
}
