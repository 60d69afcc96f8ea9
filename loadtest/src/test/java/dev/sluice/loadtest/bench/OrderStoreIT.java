package dev.sluice.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.stack.Sql;
import dev.sluice.local.testing.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderStoreIT {
    private static final int ORDERS = 60_000;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    @Test
    void a_store_has_so_many_different_orders_and_the_indexes_of_the_migrations_and_is_filled_once(@TempDir Path folder)
            throws Exception {
        DatabaseUrl server = DatabaseUrl.parse(TestServers.get().databaseUrl());
        OrderStore store = new OrderStore(server, ORDERS, new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            store.prepare(folder);
            assertThat(number(store, "SELECT count(DISTINCT (created_at, id)) FROM orders"))
                    .isEqualTo(ORDERS);
            assertThat(number(store, "SELECT count(DISTINCT state) FROM orders"))
                    .isEqualTo(7);
            assertThat(number(
                            store,
                            "SELECT count(*) FROM pg_indexes WHERE indexname IN"
                                    + " ('orders_listing', 'orders_by_shop', 'orders_by_state', 'orders_pkey')"))
                    .isEqualTo(4);
            assertThat(store.bytes()).isPositive();

            String filled = text.toString(StandardCharsets.UTF_8);
            store.prepare(folder);
            assertThat(text.toString(StandardCharsets.UTF_8)).isEqualTo(filled);
        } finally {
            store.drop();
        }
    }

    private static long number(OrderStore store, String sql) throws SQLException {
        try (Connection connection = Sql.connect(store.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
