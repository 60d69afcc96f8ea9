package dev.sluice.processor.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;

/** Rows for a statement over {@code unnest}: an array a column, bound in order. */
public final class ArrayStatement {
    private final PgArray[] columns;

    public ArrayStatement(int expectedRows, PgArray.Type... types) {
        columns = new PgArray[types.length];
        for (int i = 0; i < types.length; i++) {
            columns[i] = new PgArray(types[i], expectedRows);
        }
    }

    public PgArray column(int index) {
        return columns[index];
    }

    /**
     * @throws IllegalStateException when the columns differ in length: a row was filled in part
     */
    public Statement on(Connection connection, String sql) {
        Statement statement = connection.createStatement(sql);
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].size() != columns[0].size()) {
                throw new IllegalStateException(
                        "column " + i + " has " + columns[i].size() + " rows, the first has " + columns[0].size());
            }
            statement.bind(i, columns[i]);
        }
        return statement;
    }
}
