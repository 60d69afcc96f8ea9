package dev.sluice.processor.apply;

import dev.sluice.order.Notification;
import dev.sluice.order.ShipmentRequest;
import dev.sluice.processor.apply.SideEffectWrites.NotificationRow;
import dev.sluice.processor.apply.SideEffectWrites.ShipmentRequestRow;
import dev.sluice.processor.postgres.ArrayStatement;
import dev.sluice.processor.postgres.PgArray.Type;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes notifications and shipment requests in the transaction of the batch that causes them. */
@Component
class SideEffectWriter {
    private static final Type[] NOTIFICATION_COLUMNS = {
        Type.TEXT, Type.TEXT, Type.TIMESTAMPTZ, Type.TIMESTAMPTZ, Type.INT2
    };
    private static final Type[] REQUEST_COLUMNS = {
        Type.TEXT, Type.TEXT, Type.JSONB, Type.TIMESTAMPTZ, Type.TIMESTAMPTZ, Type.INT2
    };
    private static final Type[] WITHDRAWAL_COLUMNS = {
        Type.TEXT, Type.TEXT, Type.TIMESTAMPTZ, Type.TIMESTAMPTZ, Type.INT2
    };

    private final NotificationSettings settings;
    private final String writeNotifications = SqlFile.read("write_notifications");
    private final String requestShipments = SqlFile.read("request_shipments");
    private final String withdrawShipments = SqlFile.read("withdraw_shipments");

    SideEffectWriter(NotificationSettings settings) {
        this.settings = settings;
    }

    Mono<Void> write(Connection connection, SideEffectWrites writes, Instant now) {
        List<Statement> statements = Failure.ofData(() -> statements(connection, writes, now));
        return Flux.fromIterable(statements)
                .concatMap(statement -> Flux.from(statement.execute()).concatMap(result -> result.getRowsUpdated()))
                .then();
    }

    private List<Statement> statements(Connection connection, SideEffectWrites writes, Instant now) {
        List<Statement> statements = new ArrayList<>();
        List<NotificationRow> recent = writes.notifications.stream()
                .filter(row -> !row.notification().isOlderThan(settings.maxAge()))
                .toList();
        if (!recent.isEmpty()) {
            statements.add(notifications(recent, now).on(connection, writeNotifications));
        }
        if (!writes.requested.isEmpty()) {
            statements.add(requests(writes.requested, now).on(connection, requestShipments));
        }
        // After the requests: an order may be requested and withdrawn by one batch.
        if (!writes.withdrawn.isEmpty()) {
            statements.add(withdrawals(writes.withdrawn, now).on(connection, withdrawShipments));
        }
        return statements;
    }

    private static ArrayStatement notifications(List<NotificationRow> rows, Instant now) {
        ArrayStatement table = new ArrayStatement(rows.size(), NOTIFICATION_COLUMNS);
        for (NotificationRow row : rows) {
            Notification notification = row.notification();
            table.column(0).add(row.orderId());
            table.column(1).add(notification.kind().token());
            table.column(2).add(notification.occurredAt());
            table.column(3).add(now);
            table.column(4).add(OutboxShard.of(row.orderId()));
        }
        return table;
    }

    private static ArrayStatement requests(List<ShipmentRequestRow> rows, Instant now) {
        ArrayStatement table = new ArrayStatement(rows.size(), REQUEST_COLUMNS);
        for (ShipmentRequestRow row : rows) {
            ShipmentRequest request = row.request();
            table.column(0).add(row.orderId());
            table.column(1).add(request.reason());
            table.column(2).add(LinesJson.withoutPrices(request.lines()));
            table.column(3).add(request.occurredAt());
            table.column(4).add(now);
            table.column(5).add(OutboxShard.of(row.orderId()));
        }
        return table;
    }

    private static ArrayStatement withdrawals(List<ShipmentRequestRow> rows, Instant now) {
        ArrayStatement table = new ArrayStatement(rows.size(), WITHDRAWAL_COLUMNS);
        for (ShipmentRequestRow row : rows) {
            ShipmentRequest request = row.request();
            table.column(0).add(row.orderId());
            table.column(1).add(request.reason());
            table.column(2).add(request.occurredAt());
            table.column(3).add(now);
            table.column(4).add(OutboxShard.of(row.orderId()));
        }
        return table;
    }
}
