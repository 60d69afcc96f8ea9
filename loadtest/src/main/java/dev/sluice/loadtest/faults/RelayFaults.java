package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.stack.Sql;
import dev.sluice.local.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whoever publishes transitions loses its connection, or dies between publishing and marking. */
final class RelayFaults {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int CUTS = 10;

    /** The relay holds an advisory lock on the connection on which it reads and marks. */
    private static final String OWNERS = """
            SELECT DISTINCT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()""";

    /** As in faults_hold_marking.sql. */
    private static final long GATE = 4_711;

    private static final String WAITS_AT_GATE = "SELECT count(*) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND classid = 0 AND objid = " + GATE + " AND NOT granted";

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "relay-cut",
                        "PostgreSQL ends the relay's connection at random points, ten times",
                        RelayFaults::cut),
                Scenario.of(
                        "relay-killed-before-marking",
                        "SIGKILL after transitions were published and before they are marked: the same ids come again,"
                                + " consumers drop them",
                        RelayFaults::killedBeforeMarking));
    }

    private static void cut(Stage stage) throws Exception {
        for (int cut = 0; cut < CUTS; cut++) {
            stage.passUpTo(Duration.ofMillis(1_200));
            stage.doing("ending the relay's connection");
            terminateOwner(stage);
        }
        stage.mended();
    }

    /** Ends the connection of one owner of the outbox, by chance; false when there is none at this moment. */
    static boolean terminateOwner(Stage stage) throws SQLException {
        List<Integer> owners = new ArrayList<>();
        stage.database().rows(OWNERS, row -> owners.add(row.getInt(1)));
        if (owners.isEmpty()) {
            return false;
        }
        int owner = owners.get(stage.chance().nextInt(owners.size()));
        return stage.database().number("SELECT pg_terminate_backend(?)::int", owner) == 1;
    }

    private static void killedBeforeMarking(Stage stage) throws Exception {
        stage.database().execute(Sql.of("faults_hold_marking"));
        try {
            for (int kill = 0; kill < 2; kill++) {
                killBeforeMarking(stage);
                stage.mended();
                stage.stack().parts().start(Part.PROCESSOR);
                stage.pass(Duration.ofSeconds(2));
            }
        } finally {
            stage.database().execute("DROP FUNCTION faults_hold_marking() CASCADE");
        }
        stage.mended();
        stage.expectOf(evidence -> stage.expect(
                stage.publishedAgain() > 0,
                "no transition was published again, so the kill came too early or too late"));
    }

    /** While the gate is closed transitions are written, read and published, and no mark goes through. */
    private static void killBeforeMarking(Stage stage) throws Exception {
        try (Connection gate = stage.database().connect();
                Statement statement = gate.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + GATE + ")");
            stage.expect(
                    stage.await(SOON, () -> stage.database().number(WAITS_AT_GATE) > 0),
                    "the relay did not come to wait for marking, so the kill met nothing");
            stage.doing("killing the relay before it marks");
            stage.stack().kill(Part.PROCESSOR);
            // What a dead client has sent would still be carried out once the gate is open.
            stage.database()
                    .number("SELECT count(pg_terminate_backend(pid)) FROM pg_locks"
                            + " WHERE locktype = 'advisory' AND classid = 0 AND objid = " + GATE + " AND NOT granted");
        }
    }

    private RelayFaults() {}
}
