package dev.sluice.loadtest.bench;

import dev.sluice.loadtest.stack.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads back what the processor wrote from given offsets on, and cuts it into batches as it would. */
final class CeilingRows {
    private static final int EVENTS_A_BATCH = 500;
    private static final int PARTITION = 1;
    private static final int OFFSET = 2;
    private static final int ORDER = 8;
    private static final int DELIVERY_KEY = 11;

    private final Map<String, Object[]> orders = new HashMap<>();
    private final Map<String, List<Object[]>> transitions = new HashMap<>();
    private final List<CeilingBatch> batches = new ArrayList<>();

    /**
     * @param log_id of the log
     * @param offsets the first one by partition
     */
    static List<CeilingBatch> read(Connection connection, int logId, Map<Integer, Long> offsets) throws SQLException {
        CeilingRows rows = new CeilingRows();
        List<Object[]> outcomes = rows.outcomes(connection, logId, offsets);
        rows.load(connection, outcomes);
        rows.cut(logId, outcomes);
        return rows.batches;
    }

    private List<Object[]> outcomes(Connection connection, int logId, Map<Integer, Long> offsets) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.of("bench_read_outcomes"))) {
            Integer[] partitions = offsets.keySet().toArray(Integer[]::new);
            Long[] first = Arrays.stream(partitions).map(offsets::get).toArray(Long[]::new);
            query.setArray(1, connection.createArrayOf("int4", partitions));
            query.setArray(2, connection.createArrayOf("int8", first));
            query.setInt(3, logId);
            try (ResultSet result = query.executeQuery()) {
                return Columns.rows(result, Columns.OUTCOMES);
            }
        }
    }

    private void load(Connection connection, List<Object[]> outcomes) throws SQLException {
        Set<String> ids = new TreeSet<>();
        outcomes.forEach(row -> {
            if (row[ORDER] != null) {
                ids.add((String) row[ORDER]);
            }
        });
        java.sql.Array all = connection.createArrayOf("text", ids.toArray(String[]::new));
        try (PreparedStatement query = connection.prepareStatement(Sql.of("bench_read_orders"))) {
            query.setArray(1, all);
            try (ResultSet result = query.executeQuery()) {
                Columns.rows(result, Columns.ORDERS).forEach(row -> orders.put((String) row[0], row));
            }
        }
        try (PreparedStatement query = connection.prepareStatement(Sql.of("bench_read_transitions"))) {
            query.setArray(1, all);
            try (ResultSet result = query.executeQuery()) {
                for (Object[] row : Columns.rows(result, Columns.TRANSITIONS)) {
                    transitions
                            .computeIfAbsent((String) row[0], id -> new ArrayList<>())
                            .add(row);
                }
            }
        }
    }

    private void cut(int logId, List<Object[]> outcomes) {
        Set<String> withHistory = new HashSet<>();
        int start = 0;
        while (start < outcomes.size()) {
            Object partition = outcomes.get(start)[PARTITION];
            int end = start;
            while (end < outcomes.size()
                    && end - start < EVENTS_A_BATCH
                    && outcomes.get(end)[PARTITION].equals(partition)) {
                end++;
            }
            batches.add(batch(logId, (Integer) partition, outcomes.subList(start, end), withHistory));
            start = end;
        }
    }

    private CeilingBatch batch(int logId, int partition, List<Object[]> outcomes, Set<String> withHistory) {
        Set<String> ids = new TreeSet<>();
        List<String> keys = new ArrayList<>();
        for (Object[] outcome : outcomes) {
            if (outcome[ORDER] != null && orders.containsKey((String) outcome[ORDER])) {
                ids.add((String) outcome[ORDER]);
            }
            if (outcome[DELIVERY_KEY] != null) {
                keys.add((String) outcome[DELIVERY_KEY]);
            }
        }
        List<Object[]> histories = new ArrayList<>();
        for (String id : ids) {
            // An order's whole history goes with its first batch: the sum is what counts.
            if (withHistory.add(id)) {
                histories.addAll(transitions.getOrDefault(id, List.of()));
            }
        }
        long next = (Long) outcomes.get(outcomes.size() - 1)[OFFSET] + 1;
        return new CeilingBatch(
                logId,
                partition,
                next,
                outcomes,
                ids.stream().map(orders::get).toList(),
                histories,
                List.copyOf(ids),
                keys);
    }
}
