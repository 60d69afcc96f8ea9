package dev.sluice.loadtest.replay;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.stack.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks up what became of deliveries: through the admin API for those of an order, in the ledger's table for the rest, as
 * far as there is access to either.
 */
final class Outcomes {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int QUERY_TIMEOUT_SECONDS = 10;

    /** @param reason null where the outcome needs none */
    record Outcome(String word, @Nullable String reason) {}

    private final @Nullable AdminApi admin;
    private final Optional<DatabaseUrl> database;
    private final String sql = Sql.of("outcomes_by_webhook_id");

    Outcomes(@Nullable AdminApi admin, Environment environment) {
        this.admin = admin;
        this.database = environment.database();
    }

    /**
     * Waits until every delivery has its outcome, 20 s at most.
     *
     * @param orders the id of the order by webhook id; null for a delivery without one
     */
    Map<String, Outcome> await(String shop, Map<String, @Nullable String> orders)
            throws IOException, InterruptedException, SQLException {
        Map<String, Outcome> found = new HashMap<>();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Set<String> open = new HashSet<>(orders.keySet());
            open.removeAll(found.keySet());
            for (String webhookId : open) {
                String order = orders.get(webhookId);
                if (admin != null && order != null) {
                    admin.timeline(order).ifPresent(timeline -> pick(timeline, webhookId, found));
                }
            }
            open.removeAll(found.keySet());
            boolean canLearnMore = lookUp(shop, open, found);
            if (found.size() == orders.size() || !canLearnMore || System.nanoTime() > end) {
                return found;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private static void pick(JsonNode timeline, String webhookId, Map<String, Outcome> found) {
        for (JsonNode delivery : timeline.path("deliveries")) {
            if (webhookId.equals(delivery.path("webhook_id").asString(""))) {
                found.put(
                        webhookId,
                        new Outcome(
                                delivery.path("outcome").asString(""),
                                delivery.path("reason").isNull()
                                        ? null
                                        : delivery.path("reason").asString(null)));
            }
        }
    }

    /** Whether those that are still open may show up later. */
    private boolean lookUp(String shop, Set<String> open, Map<String, Outcome> found) throws SQLException {
        if (open.isEmpty()) {
            return false;
        }
        if (database.isEmpty()) {
            return admin != null;
        }
        try (Connection connection = Sql.connect(database.get());
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            query.setString(1, shop);
            query.setArray(2, connection.createArrayOf("text", open.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), new Outcome(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return true;
    }
}
