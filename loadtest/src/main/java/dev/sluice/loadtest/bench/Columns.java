package dev.sluice.loadtest.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Rows taken apart into one array a column, which the driver sends in PostgreSQL's binary form because the arrays are of
 * the exact Java type.
 */
enum Columns {
    TEXT("text", String[]::new),
    LONG("int8", Long[]::new),
    INT("int4", Integer[]::new),
    FLAG("bool", Boolean[]::new),
    BYTES("bytea", byte[][]::new);

    static final List<Columns> OUTCOMES =
            List.of(INT, INT, LONG, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, LONG, LONG, LONG);
    static final List<Columns> ORDERS = List.of(
            TEXT, TEXT, TEXT, LONG, TEXT, TEXT, TEXT, FLAG, FLAG, TEXT, TEXT, TEXT, LONG, LONG, TEXT, TEXT, TEXT, TEXT,
            TEXT, TEXT, LONG, LONG, LONG, LONG, LONG, INT, BYTES);
    static final List<Columns> TRANSITIONS = List.of(TEXT, INT, TEXT, TEXT, TEXT, FLAG, LONG, LONG);

    private final String type;
    private final IntFunction<Object[]> array;

    Columns(String type, IntFunction<Object[]> array) {
        this.type = type;
        this.array = array;
    }

    /** All rows of a result, each as an array of its values. */
    static List<Object[]> rows(ResultSet result, List<Columns> columns) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        while (result.next()) {
            Object[] row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = columns.get(i).value(result, i + 1);
            }
            rows.add(row);
        }
        return rows;
    }

    private Object value(ResultSet result, int position) throws SQLException {
        return this == BYTES ? result.getBytes(position) : result.getObject(position);
    }

    static void bind(Connection connection, PreparedStatement statement, List<Object[]> rows, List<Columns> columns)
            throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Columns column = columns.get(i);
            Object[] values = column.array.apply(rows.size());
            for (int r = 0; r < values.length; r++) {
                values[r] = rows.get(r)[i];
            }
            statement.setArray(i + 1, connection.createArrayOf(column.type, values));
        }
    }
}
