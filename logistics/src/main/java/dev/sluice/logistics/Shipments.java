package dev.sluice.logistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on the table of shipments and what hangs on it; each is safe to be run again. */
final class Shipments {
    private static final String SCHEMA = Database.sql("schema");
    private static final String REQUEST = Database.sql("request");
    private static final String WITHDRAW = Database.sql("withdraw");
    private static final String SET_ASIDE = Database.sql("set_aside");
    private static final String CLAIM_DUE = Database.sql("claim_due");
    private static final String RECORD_ANSWER = Database.sql("record_answer");
    private static final String RECORD_RESULT = Database.sql("record_result");
    private static final String POSTPONE = Database.sql("postpone");
    private static final String UNREPORTED = Database.sql("unreported");
    private static final String MARK_REPORTED = Database.sql("mark_reported");

    private Shipments() {}

    /** A shipment about which the carrier is to be asked. */
    record Due(String orderId, String carrierKey, String state, String lines, int attempts) {}

    /** Something that the carrier said and Sluice has to hear. */
    record Result(
            long position,
            String orderId,
            long shipmentId,
            String status,
            @Nullable String trackingNumber,
            Instant occurredAt) {}

    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Several that start at once must not create the same thing at once.
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('sluice.logistics.schema'))");
            statement.execute(SCHEMA);
        }
    }

    static void apply(Connection connection, ShipmentRequest request) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(request.withdrawn() ? WITHDRAW : REQUEST)) {
            statement.setString(1, request.order().toString());
            statement.setLong(2, request.shipmentId());
            statement.setString(3, request.carrierKey());
            if (!request.withdrawn()) {
                statement.setString(4, request.lines());
            }
            statement.executeUpdate();
        }
    }

    static void setAside(Connection connection, int partition, long offset, byte @Nullable [] value, String detail)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET_ASIDE)) {
            statement.setInt(1, partition);
            statement.setLong(2, offset);
            statement.setBytes(3, value == null ? new byte[0] : value);
            statement.setString(4, detail);
            statement.executeUpdate();
        }
    }

    static List<Due> claimDue(Connection connection, Duration lease, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM_DUE)) {
            statement.setLong(1, lease.toMillis());
            statement.setInt(2, most);
            List<Due> due = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(
                            row.getString("order_id"),
                            row.getString("carrier_key"),
                            row.getString("state"),
                            row.getString("lines"),
                            row.getInt("attempts")));
                }
            }
            return due;
        }
    }

    static void record(Connection connection, Due due, CarrierAnswer answer, Duration statusInterval)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RECORD_ANSWER)) {
            statement.setString(1, due.orderId());
            statement.setString(2, answer.status().token());
            statement.setString(3, answer.trackingNumber());
            statement.setBoolean(4, due.state().equals("requested"));
            statement.setLong(5, statusInterval.toMillis());
            if (statement.executeUpdate() == 0) {
                return; // It has come to its end meanwhile: an answer from before is no news.
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(RECORD_RESULT)) {
            statement.setString(1, due.orderId());
            statement.setString(2, answer.status().token());
            statement.setString(3, answer.trackingNumber());
            statement.setTimestamp(4, Timestamp.from(answer.updatedAt()));
            statement.executeUpdate();
        }
    }

    static void postpone(Connection connection, Due due, Duration delay) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POSTPONE)) {
            statement.setLong(1, delay.toMillis());
            statement.setString(2, due.orderId());
            statement.setString(3, due.state());
            statement.executeUpdate();
        }
    }

    static List<Result> unreported(Connection connection, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNREPORTED)) {
            statement.setInt(1, most);
            List<Result> results = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    results.add(new Result(
                            row.getLong("position"),
                            row.getString("order_id"),
                            row.getLong("shipment_id"),
                            row.getString("status"),
                            row.getString("tracking_number"),
                            row.getTimestamp("occurred_at").toInstant()));
                }
            }
            return results;
        }
    }

    static void markReported(Connection connection, List<Result> results) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARK_REPORTED)) {
            Long[] positions = results.stream().map(Result::position).toArray(Long[]::new);
            statement.setArray(1, connection.createArrayOf("bigint", positions));
            statement.executeUpdate();
        }
    }
}
