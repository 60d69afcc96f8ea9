package dev.sluice.loadtest.faults;

import dev.sluice.contract.Outcome;
import dev.sluice.loadtest.faults.Findings.Oracle;
import dev.sluice.loadtest.stack.Sql;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.FactsCodec;
import dev.sluice.order.Order;
import dev.sluice.order.OrderFacts;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** S: every order equals the pure merge of its events in the log, and its history is legal and leads to its state. */
final class StateOracle {
    private static final int BATCH = 2_000;

    private record Stored(OrderFacts facts, String state, int sequence, boolean conflict) {}

    /**
     * @param changed orders that the scenario changed by other means than events; they are not compared
     * @return the histories of all orders of the evidence, for the oracle that follows
     */
    static Map<String, History> check(Evidence evidence, Set<String> changed, Database database, Findings findings)
            throws SQLException {
        Map<String, List<Evidence.Logged>> orders = evidence.byOrder();
        Map<String, Stored> stored = stored(orders.keySet(), database);
        Map<String, History> histories = History.read(orders.keySet(), database);
        readability(evidence, findings);
        orders.forEach((id, records) -> {
            if (!changed.contains(id)) {
                compare(id, records, stored.get(id), findings);
            }
            history(id, stored.get(id), histories.getOrDefault(id, History.EMPTY), findings);
        });
        return histories;
    }

    /** Whether the processor set aside exactly what the core cannot read. */
    private static void readability(Evidence evidence, Findings findings) {
        for (Evidence.Logged record : evidence.records()) {
            boolean took = record.outcomes().contains(Outcome.APPLIED)
                    || record.outcomes().contains(Outcome.STALE)
                    || record.outcomes().contains(Outcome.PARKED);
            if (record.decoded() != null && record.outcomes().contains(Outcome.QUARANTINED)) {
                findings.add(Oracle.S, record.position() + " is quarantined, but the core can read it");
            } else if (record.decoded() == null && record.order() != null && took) {
                findings.add(
                        Oracle.S, record.position() + " is " + record.outcomes() + ", but the core cannot read it");
            }
        }
    }

    private static Map<String, Stored> stored(Set<String> ids, Database database) throws SQLException {
        Map<String, Stored> stored = new HashMap<>();
        for (String[] batch : batches(ids)) {
            database.rows(
                    Sql.of("faults_orders"),
                    row -> stored.put(
                            row.getString(1),
                            new Stored(
                                    FactsCodec.decode(row.getBytes(2)),
                                    row.getString(3),
                                    row.getInt(4),
                                    row.getBoolean(5))),
                    (Object) batch);
        }
        return stored;
    }

    /** Ids in portions, so that no statement grows without bound. */
    static List<String[]> batches(Set<String> ids) {
        List<String> all = List.copyOf(ids);
        List<String[]> batches = new java.util.ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)).toArray(String[]::new));
        }
        return batches;
    }

    private static void compare(String id, List<Evidence.Logged> records, @Nullable Stored stored, Findings findings) {
        List<DecodedEvent> events = records.stream()
                .filter(Evidence.Logged::counts)
                .map(record -> Objects.requireNonNull(record.decoded()))
                .toList();
        Order expected = Expected.of(events);
        if (expected == null) {
            findings.demand(Oracle.S, stored == null, id + " is stored, but no event tells of the whole order");
        } else if (stored == null) {
            findings.add(Oracle.S, id + " is not stored, though " + events.size() + " events tell of it");
        } else {
            findings.demand(
                    Oracle.S,
                    stored.facts().equals(expected.facts()),
                    id + ": the stored facts are not the merge of its " + events.size() + " events");
            findings.demand(
                    Oracle.S,
                    stored.state().equals(expected.state().token()) && !stored.conflict(),
                    id + " is " + stored.state() + (stored.conflict() ? " in conflict" : "") + ", must be "
                            + expected.state().token());
        }
    }

    private static void history(String id, @Nullable Stored stored, History history, Findings findings) {
        String illegal = history.illegality();
        if (illegal != null) {
            findings.add(Oracle.S, id + ": " + illegal);
        }
        String state = stored == null ? "pending" : stored.state();
        findings.demand(
                Oracle.S,
                history.end().equals(state),
                id + " is " + state + ", but its history ends in " + history.end());
        int sequence = stored == null ? 0 : stored.sequence();
        findings.demand(
                Oracle.O,
                history.steps().size() == sequence,
                id + " has " + history.steps().size() + " transitions and the sequence " + sequence);
    }

    private StateOracle() {}
}
