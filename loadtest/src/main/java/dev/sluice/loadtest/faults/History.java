package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.stack.Sql;
import dev.sluice.order.OrderState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stored transitions of one order, in their order. */
record History(List<Step> steps) {
    static final History EMPTY = new History(List.of());
    private static final String CORRECTED = "corrected";

    /** @param published whether the relay has marked it */
    record Step(int sequence, String from, String to, String reason, boolean inferred, boolean published) {}

    static Map<String, History> read(Set<String> orders, Database database) throws SQLException {
        Map<String, History> histories = new HashMap<>();
        for (String[] batch : StateOracle.batches(orders)) {
            database.rows(
                    Sql.of("faults_transitions"),
                    row -> histories
                            .computeIfAbsent(row.getString(1), order -> new History(new ArrayList<>(4)))
                            .steps
                            .add(new Step(
                                    row.getInt(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getBoolean(6),
                                    row.getBoolean(7))),
                    (Object) batch);
        }
        return histories;
    }

    /** The state that it leads to. */
    String end() {
        return steps.isEmpty() ? "pending" : steps.get(steps.size() - 1).to();
    }

    /** What the state machine does not allow in it; null when nothing. */
    @Nullable
    String illegality() {
        String state = "pending";
        int sequence = 0;
        for (Step step : steps) {
            sequence++;
            if (step.sequence() != sequence) {
                return "transition " + sequence + " is missing";
            }
            if (!step.from().equals(state)) {
                return "transition " + sequence + " starts from " + step.from() + ", the order was " + state;
            }
            OrderState from = OrderState.of(step.from());
            OrderState to = OrderState.of(step.to());
            boolean legal = step.reason().equals(CORRECTED) ? from.isCorrectedTo(to) : from.leadsTo(to);
            if (!legal) {
                return "transition " + sequence + " is no edge: " + step;
            }
            state = step.to();
        }
        return null;
    }
}
