package dev.sluice.gateway.admin;

import dev.sluice.gateway.database.Sql;
import java.util.Map;

/** Puts statements together from files and constants of the code; nothing that came in with a request is ever a part. */
public final class SqlParts {
    private SqlParts() {}

    /**
     * A statement of {@code resources/sql} with its {@code ${part}}s filled in. To be called at construction.
     *
     * @throws IllegalStateException when there is no such file, or a part is missing
     */
    public static String read(String name, Map<String, String> parts) {
        String sql = Sql.read(name);
        for (Map.Entry<String, String> part : parts.entrySet()) {
            sql = sql.replace("${" + part.getKey() + '}', part.getValue());
        }
        if (sql.contains("${")) {
            throw new IllegalStateException("sql/" + name + ".sql has a part that is not filled in");
        }
        return sql;
    }
}
