package dev.sluice.loadtest.bench;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.stack.Sql;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A database of made-up orders beside the running stack's own, on the same server. */
final class OrderStore {
    private static final int CHUNK = 50_000;
    /** With all indexes, and room for the sorting that makes them. */
    private static final long BYTES_AN_ORDER = 4_000;

    private static final String FILLED = "filled";

    private final DatabaseUrl server;
    private final DatabaseUrl url;
    private final int orders;
    private final PrintStream out;

    OrderStore(DatabaseUrl server, int orders, PrintStream out) {
        this.server = server;
        this.orders = orders;
        this.out = out;
        this.url = new DatabaseUrl(
                server.host(), server.port(), "sluice_bench_" + orders, server.user(), server.password());
    }

    DatabaseUrl url() {
        return url;
    }

    /**
     * Makes and fills it, unless an earlier bench left it.
     *
     * @param dataFolder on the disk that PostgreSQL writes to
     * @throws UsageException when the disk has no room for it
     */
    void prepare(Path dataFolder) throws SQLException, IOException {
        if (exists() && isFilled()) {
            return;
        }
        long free = Files.getFileStore(dataFolder).getUsableSpace();
        if (free < orders * BYTES_AN_ORDER) {
            throw new UsageException(String.format(
                    "%,d orders may take %,d MB, and the disk has %,d MB",
                    orders, orders * BYTES_AN_ORDER / 1_000_000, free / 1_000_000));
        }
        drop();
        onServer("CREATE DATABASE " + url.database());
        Flyway.configure()
                .dataSource(url.jdbc(), url.user(), url.password())
                .load()
                .migrate();
        try (Connection connection = Sql.connect(url);
                Statement statement = connection.createStatement()) {
            // A load of the whole table takes longer than any answer is waited for.
            connection.setNetworkTimeout(Runnable::run, 0);
            fill(connection, statement);
            statement.execute("COMMENT ON TABLE orders IS '" + FILLED + "'");
        }
    }

    private void fill(Connection connection, Statement statement) throws SQLException {
        List<String> indexes = dropIndexes(statement);
        statement.execute("SET synchronous_commit = off");
        statement.execute("SET maintenance_work_mem = '256MB'");
        try (Progress progress = new Progress(out, "filling");
                PreparedStatement fill = connection.prepareStatement(Sql.of("bench_fill_orders"))) {
            for (long first = 1; first <= orders; first += CHUNK) {
                long last = Math.min(orders, first + CHUNK - 1);
                fill.setLong(1, orders);
                fill.setLong(2, first);
                fill.setLong(3, last);
                fill.executeUpdate();
                progress.show(0.8 * last / orders, String.format("%,d of %,d orders", last, orders));
            }
            for (String index : indexes) {
                statement.execute(index);
            }
            progress.finish(String.format("%,d orders, %d indexes", orders, indexes.size()));
        }
        statement.execute("VACUUM (ANALYZE) orders");
        statement.execute("CHECKPOINT");
    }

    /** Made once at the end they cost a fraction; returns what makes them. */
    private static List<String> dropIndexes(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'orders' AND indexname <> 'orders_pkey'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
                definitions.add(rows.getString(2));
            }
        }
        for (String name : names) {
            statement.execute("DROP INDEX " + name);
        }
        return definitions;
    }

    private boolean exists() throws SQLException {
        try (Connection connection = Sql.connect(server);
                PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, url.database());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private boolean isFilled() throws SQLException {
        try (Connection connection = Sql.connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT obj_description(to_regclass('orders'), 'pg_class')")) {
            return rows.next() && FILLED.equals(rows.getString(1));
        }
    }

    /** Bytes of the table with its indexes. */
    long bytes() throws SQLException {
        try (Connection connection = Sql.connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_total_relation_size('orders')")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    void drop() throws SQLException {
        onServer("DROP DATABASE IF EXISTS " + url.database() + " WITH (FORCE)");
    }

    private void onServer(String sql) throws SQLException {
        try (Connection connection = Sql.connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
