package dev.sluice.loadtest.bench;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.stack.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGStatement;

/** Reads pages straight from PostgreSQL by the gateway's own statement, prepared, as pgbench would. */
final class SqlPage implements Page {
    private static final Pattern BIND = Pattern.compile("(?<!:):([a-z_]+)");
    private static final int LIMIT = 50;

    private final Connection connection;
    private final PreparedStatement query;
    private final List<String> binds = new ArrayList<>();
    private final Supplier<String> places;

    /**
     * @param statement with named binds, its parts filled in
     * @param places where each page begins: RFC 3339, orders before this time
     */
    SqlPage(DatabaseUrl url, String statement, Supplier<String> places) throws IOException {
        this.places = places;
        try {
            Matcher matcher = BIND.matcher(withoutComments(statement));
            StringBuilder sql = new StringBuilder();
            while (matcher.find()) {
                binds.add(matcher.group(1));
                matcher.appendReplacement(sql, "?");
            }
            connection = Sql.connect(url);
            query = connection.prepareStatement(matcher.appendTail(sql).toString());
            query.unwrap(PGStatement.class).setPrepareThreshold(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static String withoutComments(String sql) {
        return sql.replaceAll("(?m)^--.*$", "");
    }

    @Override
    public int read() throws IOException {
        try {
            String place = places.get();
            for (int i = 0; i < binds.size(); i++) {
                switch (binds.get(i)) {
                    case "limit" -> query.setInt(i + 1, LIMIT);
                    case "created_from" -> query.setString(i + 1, "-infinity");
                    case "before_created_at" -> query.setString(i + 1, place);
                    case "before_id" -> query.setString(i + 1, "");
                    default -> throw new IOException("the listing has a bind that is new: " + binds.get(i));
                }
            }
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IOException("the listing has no row");
                }
                return rows.getBytes("data").length;
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
