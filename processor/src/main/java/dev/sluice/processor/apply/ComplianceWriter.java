package dev.sluice.processor.apply;

import dev.sluice.contract.OrderKey;
import dev.sluice.order.ComplianceRequest.Kind;
import dev.sluice.processor.postgres.ArrayStatement;
import dev.sluice.processor.postgres.PgArray.Type;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes requests under data-protection law, and what they make known to every batch that comes after. */
public final class ComplianceWriter {
    private static final Type[] REQUEST_COLUMNS = {
        Type.INT2, Type.INT4, Type.INT8, Type.TEXT, Type.TEXT, Type.TEXT, Type.TEXT, Type.TIMESTAMPTZ
    };
    private static final Type[] REDACTION_COLUMNS = {
        Type.INT2, Type.INT4, Type.INT8, Type.TEXT, Type.TEXT, Type.TEXT, Type.TIMESTAMPTZ
    };
    private static final Type[] NAMED_COLUMNS = {Type.INT2, Type.INT4, Type.INT8, Type.TEXT};

    private final String writeRequests = SqlFile.read("write_compliance_requests");
    private final String writeRedactions = SqlFile.read("write_redactions");
    private final String writeNamedOrders = SqlFile.read("write_named_orders");
    private final String writeRedactedOrders = SqlFile.read("write_redacted_orders");
    private final String writeUninstallations = SqlFile.read("write_uninstallations");

    /**
     * A request at its place in the log.
     *
     * @param receivedAt when the gateway had it
     */
    public record Request(
            short logId,
            int partition,
            long offset,
            String shop,
            Instant receivedAt,
            dev.sluice.order.ComplianceRequest asked) {}

    /** The statements that record requests, in order; none when there are none. */
    public List<Statement> statements(Connection connection, List<Request> requests) {
        List<Statement> statements = new ArrayList<>();
        if (requests.isEmpty()) {
            return statements;
        }
        ArrayStatement recorded = new ArrayStatement(requests.size(), REQUEST_COLUMNS);
        ArrayStatement redactions = new ArrayStatement(requests.size(), REDACTION_COLUMNS);
        ArrayStatement named = new ArrayStatement(requests.size(), NAMED_COLUMNS);
        ArrayStatement uninstalled = new ArrayStatement(requests.size(), Type.TEXT, Type.TIMESTAMPTZ);
        for (Request request : requests) {
            recorded(recorded, request);
            Kind kind = request.asked().kind();
            if (kind.isRedaction()) {
                redaction(redactions, request);
                request.asked().orderIds().forEach(id -> named(named, request, id));
            } else if (kind == Kind.UNINSTALLATION) {
                uninstalled.column(0).add(request.shop());
                uninstalled.column(1).add(request.receivedAt());
            }
        }
        statements.add(recorded.on(connection, writeRequests));
        add(statements, connection, redactions, writeRedactions);
        add(statements, connection, named, writeNamedOrders);
        add(statements, connection, uninstalled, writeUninstallations);
        return statements;
    }

    /** Redacts orders by their id, since their customer was redacted. */
    Statement redactedOrders(Connection connection, Map<String, Long> redactions) {
        ArrayStatement table = new ArrayStatement(redactions.size(), Type.TEXT, Type.INT8);
        redactions.forEach((order, redaction) -> {
            table.column(0).add(order);
            table.column(1).add(redaction);
        });
        return table.on(connection, writeRedactedOrders);
    }

    private static void add(List<Statement> statements, Connection connection, ArrayStatement table, String sql) {
        if (table.column(0).size() > 0) {
            statements.add(table.on(connection, sql));
        }
    }

    private static void recorded(ArrayStatement table, Request request) {
        place(table, request);
        table.column(3).add(request.shop());
        table.column(4).add(request.asked().kind().topic());
        table.column(5).add(request.asked().customerId());
        table.column(6).add(String.join(",", orders(request)));
        table.column(7).add(request.receivedAt());
    }

    private static void redaction(ArrayStatement table, Request request) {
        place(table, request);
        table.column(3).add(request.asked().kind().topic());
        table.column(4).add(request.shop());
        table.column(5).add(request.asked().customerId());
        table.column(6).add(request.receivedAt());
    }

    private static void named(ArrayStatement table, Request request, String orderId) {
        place(table, request);
        table.column(3).add(new OrderKey(request.shop(), orderId).toString());
    }

    private static List<String> orders(Request request) {
        return request.asked().orderIds().stream()
                .map(id -> new OrderKey(request.shop(), id).toString())
                .toList();
    }

    private static void place(ArrayStatement table, Request request) {
        table.column(0).add(request.logId());
        table.column(1).add(request.partition());
        table.column(2).add(request.offset());
    }

    static Request request(short logId, int partition, ReadEvent read, dev.sluice.order.ComplianceRequest asked) {
        return new Request(
                logId,
                partition,
                read.offset(),
                read.event().shop(),
                read.event().receivedAt(),
                asked);
    }
}
