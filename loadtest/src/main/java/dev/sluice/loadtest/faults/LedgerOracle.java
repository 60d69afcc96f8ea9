package dev.sluice.loadtest.faults;

import dev.sluice.contract.Outcome;
import dev.sluice.loadtest.faults.Findings.Oracle;
import dev.sluice.loadtest.stack.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** L: every accepted delivery is in the log, and every position of the log has exactly one outcome. */
final class LedgerOracle {

    static void check(List<Sent> sent, Evidence evidence, Database database, Findings findings) throws SQLException {
        outcomes(sent, evidence, findings);
        balance(evidence.ends(), database, findings);
    }

    /** Deliveries, records and outcomes against each other. */
    static void outcomes(List<Sent> sent, Evidence evidence, Findings findings) {
        Map<String, Integer> effects = new HashMap<>();
        for (Evidence.Logged record : evidence.records()) {
            if (record.outcomes().size() != 1) {
                findings.add(Oracle.L, record.position() + " has the outcomes " + record.outcomes());
            }
            boolean isEffect = !record.outcomes().contains(Outcome.DUPLICATE);
            effects.merge(record.identity(), isEffect ? 1 : 0, Integer::sum);
        }
        for (LogPosition position : evidence.outcomesWithoutRecord()) {
            findings.add(Oracle.L, position + " has an outcome, but the log has no record there");
        }
        for (Sent delivery : sent) {
            Integer counted = effects.get(delivery.identity());
            if (delivery.accepted() && counted == null) {
                findings.add(Oracle.L, "lost: " + delivery.webhookId() + " was answered 2xx and is not in the log");
            } else if (counted != null && counted != 1) {
                findings.add(Oracle.L, delivery.webhookId() + " has " + counted + " outcomes other than duplicate");
            }
        }
    }

    private static void balance(Map<TopicPartition, Long> ends, Database database, Findings findings)
            throws SQLException {
        database.rows(
                Sql.of("faults_unbalanced"),
                row -> findings.add(
                        Oracle.L,
                        "the ledger of " + row.getString(1) + '-' + row.getInt(2) + " is not balanced: "
                                + row.getLong(3) + " applied, " + row.getLong(4) + " summed up, " + row.getLong(5)
                                + " rows"));
        database.rows(Sql.of("faults_progress"), row -> {
            Long end = ends.get(new TopicPartition(row.getString(1), row.getInt(2)));
            if (end != null && end != row.getLong(3)) {
                findings.add(
                        Oracle.L,
                        row.getString(1) + '-' + row.getInt(2) + " is applied up to " + row.getLong(3)
                                + ", the log ends at " + end);
            }
        });
    }

    private LedgerOracle() {}
}
