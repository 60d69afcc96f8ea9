package dev.sluice.loadtest.faults;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogTopics;
import dev.sluice.contract.Outcome;
import dev.sluice.contract.TopicKind;
import dev.sluice.loadtest.stack.Sql;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.UndecodableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What the log and the database hold of a scenario: every record of {@code order-events} and the quarantine since it
 * began, with the outcomes of its position.
 */
final class Evidence {

    /**
     * A record and what became of it.
     *
     * @param identity as {@link Sent#identity}
     * @param order key of its order; null without one
     * @param decoded by the pure core; null when it has no facts of an order, or cannot be read
     * @param outcomes of its position; exactly one when all is well
     */
    record Logged(
            LogPosition position,
            String identity,
            @Nullable String order,
            @Nullable DecodedEvent decoded,
            List<Outcome> outcomes) {

        /** Whether it belongs to the set of its order's events. */
        boolean counts() {
            return decoded != null
                    && (outcomes.contains(Outcome.APPLIED)
                            || outcomes.contains(Outcome.STALE)
                            || outcomes.contains(Outcome.DUPLICATE)
                            || outcomes.contains(Outcome.PARKED));
        }
    }

    private final List<Logged> records = new ArrayList<>();
    private final Map<LogPosition, List<Outcome>> outcomes = new HashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();

    private Evidence() {}

    /** What was read elsewhere. */
    static Evidence of(List<Logged> records, Map<LogPosition, List<Outcome>> outcomes) {
        Evidence evidence = new Evidence();
        evidence.records.addAll(records);
        evidence.outcomes.putAll(outcomes);
        return evidence;
    }

    /** @param from where the scenario began, of both topics of events */
    static Evidence read(KafkaLog log, Database database, Map<TopicPartition, Long> from) throws SQLException {
        Evidence evidence = new Evidence();
        evidence.readOutcomes(database, from);
        evidence.ends = log.read(from, evidence::take);
        return evidence;
    }

    private void readOutcomes(Database database, Map<TopicPartition, Long> from) throws SQLException {
        List<Map.Entry<TopicPartition, Long>> places = List.copyOf(from.entrySet());
        database.rows(
                Sql.of("faults_outcomes"),
                row -> outcomes.computeIfAbsent(
                                new LogPosition(row.getString(1), row.getInt(2), row.getLong(3)),
                                place -> new ArrayList<>(1))
                        .add(Outcome.of(row.getString(4))),
                places.stream().map(place -> place.getKey().topic()).toArray(String[]::new),
                places.stream().map(place -> (long) place.getKey().partition()).toArray(Long[]::new),
                places.stream().map(Map.Entry::getValue).toArray(Long[]::new));
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        LogPosition position = new LogPosition(record.topic(), record.partition(), record.offset());
        Event event = Event.read(record.key(), name -> lastValue(record, name), record.value());
        boolean isOrders = record.topic().equals(LogTopics.ORDER_EVENTS);
        records.add(new Logged(
                position,
                event.shop() + ' ' + event.topic() + ' ' + event.webhookId(),
                event.orderId() == null ? null : event.key(),
                isOrders ? decode(event) : null,
                outcomes.getOrDefault(position, List.of())));
    }

    private static byte @Nullable [] lastValue(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    private static @Nullable DecodedEvent decode(Event event) {
        boolean hasFacts = event.type() != EventType.SHOPIFY
                || event.topic() != null && TopicKind.of(event.topic()).needsOrder();
        if (!hasFacts) {
            return null;
        }
        try {
            return EventDecoder.decode(event);
        } catch (UndecodableException e) {
            return null;
        }
    }

    /** In the order of each partition. */
    List<Logged> records() {
        return records;
    }

    /** The records of each order, in log order. */
    Map<String, List<Logged>> byOrder() {
        Map<String, List<Logged>> orders = new LinkedHashMap<>();
        for (Logged record : records) {
            if (record.order() != null && record.decoded() != null) {
                orders.computeIfAbsent(record.order(), order -> new ArrayList<>())
                        .add(record);
            }
        }
        return orders;
    }

    /** Outcomes of positions at which the log has no record. */
    List<LogPosition> outcomesWithoutRecord() {
        Map<LogPosition, List<Outcome>> left = new HashMap<>(outcomes);
        records.forEach(record -> left.remove(record.position()));
        return List.copyOf(left.keySet());
    }

    /** Where the log ended when it was read. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }

    long count(Outcome outcome) {
        return records.stream()
                .filter(record -> record.outcomes().contains(outcome))
                .count();
    }
}
