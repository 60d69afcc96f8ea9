package dev.sluice.processor.apply;

import static dev.sluice.processor.apply.BatchStore.query;
import static dev.sluice.processor.apply.BatchStore.required;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogPlace;
import dev.sluice.contract.OrderKey;
import dev.sluice.contract.Outcome;
import dev.sluice.processor.apply.ReadEvent.Reading;
import dev.sluice.processor.apply.RepairTargets.Done;
import dev.sluice.processor.postgres.ArrayStatement;
import dev.sluice.processor.postgres.PgArray;
import dev.sluice.processor.postgres.PgArray.Type;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads what a batch's repairs are about; asks nothing for a batch without any. */
final class RepairStore {
    private final String lockUnapplied = SqlFile.read("lock_unapplied");
    private final String findRepairs = SqlFile.read("find_repairs");

    /** Locks the events, after the batch's orders. */
    Mono<RepairTargets> load(Connection connection, List<ReadEvent> batch) {
        // By place, with the order that the first command about it is for.
        Map<LogPlace, ReadEvent> commands = new TreeMap<>();
        Set<String> commandIds = new HashSet<>();
        for (ReadEvent read : batch) {
            if (read.reading() instanceof Reading.RepairCommand command) {
                commands.putIfAbsent(command.repair().event(), read);
                commandIds.add(command.repair().commandId());
            }
        }
        return commands.isEmpty()
                ? Mono.just(RepairTargets.NONE)
                : lock(connection, commands)
                        .flatMap(events -> done(connection, commandIds).map(done -> new RepairTargets(events, done)));
    }

    private Mono<Map<LogPlace, StoredEvent>> lock(Connection connection, Map<LogPlace, ReadEvent> commands) {
        ArrayStatement places = new ArrayStatement(commands.size(), Type.INT2, Type.INT4, Type.INT8);
        commands.keySet().forEach(place -> add(places, place));
        return query(places.on(connection, lockUnapplied), row -> storedEvent(row, commands))
                .collect(HashMap::new, (map, event) -> map.put(event.place(), event));
    }

    private Mono<Set<Done>> done(Connection connection, Set<String> commandIds) {
        PgArray ids = new PgArray(Type.TEXT, commandIds.size());
        commandIds.forEach(ids::add);
        return query(
                        connection.createStatement(findRepairs).bind(0, ids),
                        row -> new Done(required(row.get("command_id", String.class)), place(row)))
                .collect(HashSet::new, Set::add);
    }

    static void add(ArrayStatement table, LogPlace place) {
        table.column(0).add(place.logId());
        table.column(1).add(place.partition());
        table.column(2).add(place.offset());
    }

    private static LogPlace place(Row row) {
        return new LogPlace(
                required(row.get("log_id", Short.class)),
                required(row.get("partition", Integer.class)),
                required(row.get("log_offset", Long.class)));
    }

    private static StoredEvent storedEvent(Row row, Map<LogPlace, ReadEvent> commands) {
        LogPlace place = place(row);
        return new StoredEvent(
                place,
                required(row.get("applied_on", LocalDate.class)),
                Outcome.of(required(row.get("outcome", String.class))),
                required(row.get("reason", String.class)),
                row.get("detail", String.class),
                required(row.get("attempts", Integer.class)),
                required(row.get("discarded", Boolean.class)),
                readAgain(row, place.offset(), required(commands.get(place))));
    }

    private static ReadEvent readAgain(Row row, long offset, ReadEvent command) {
        String shop = required(row.get("shop", String.class));
        Instant triggeredAt = row.get("triggered_at", Instant.class);
        Event event = new Event(
                EventType.of(required(row.get("type", String.class))).orElseThrow(),
                shop,
                orderId(row.get("order_id", String.class), shop, command.event()),
                row.get("topic", String.class),
                row.get("webhook_id", String.class),
                null,
                triggeredAt == null ? null : triggeredAt.toString(),
                required(row.get("received_at", Instant.class)),
                null,
                null,
                null,
                required(row.get("body", byte[].class)));
        return EventReader.readAgain(offset, event, triggeredAt);
    }

    /** Its own order; where none is known, the one that the command is for, as long as that is of the same shop. */
    private static @Nullable String orderId(@Nullable String stored, String shop, Event command) {
        OrderKey key = stored == null ? null : OrderKey.parse(stored);
        if (key != null) {
            return key.orderId();
        }
        return command.shop().equals(shop) ? command.orderId() : null;
    }
}
