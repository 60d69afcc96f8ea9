package dev.sluice.processor.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.LogPlace;
import dev.sluice.contract.LogTopics;
import dev.sluice.contract.Outcome;
import dev.sluice.order.Commands;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.Order;
import dev.sluice.order.OrderFacts;
import dev.sluice.order.OrderState;
import dev.sluice.order.Repair;
import dev.sluice.order.Transition;
import dev.sluice.processor.apply.BatchWrites.HistoryRow;
import dev.sluice.processor.apply.BatchWrites.LedgerKey;
import dev.sluice.processor.apply.BatchWrites.OutcomeRow;
import dev.sluice.processor.apply.BatchWrites.RepairedRow;
import dev.sluice.processor.apply.BatchWrites.SettledRow;
import dev.sluice.processor.apply.BatchWrites.UnappliedRow;
import dev.sluice.processor.apply.Loaded.StoredOrder;
import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.consume.LogRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the log, the database with its fence and its locks, and the topic of transitions, as models; the fold of
 * a batch is the real one. Instances of the processor and of the relay come, freeze, die and come back at any step.
 */
final class Simulation {
    private static final short LOG = 1;
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final LogPartition PARTITION = new LogPartition(LogTopics.ORDER_EVENTS, "topic-id", 0);

    private final List<LogRecord> log = new ArrayList<>();
    private final Database database = new Database();
    private final Topic topic = new Topic();
    private final Map<Integer, Instance> instances = new TreeMap<>();
    private final Map<Integer, Relay> relays = new TreeMap<>();

    /** What is committed; and who has a transaction open: the fence's row is locked from its start. */
    private static final class Database {
        long next;
        final Map<Long, Outcome> outcomes = new TreeMap<>();
        final Set<UUID> deliveryKeys = new HashSet<>();
        final Map<LedgerKey, Long> ledger = new TreeMap<>();
        final Map<String, StoredOrder> orders = new TreeMap<>();
        final Map<Long, ReadEvent> parked = new TreeMap<>();
        final Map<LogPlace, Integer> attempts = new TreeMap<>();
        final Set<RepairTargets.Done> done = new HashSet<>();
        final List<Step> transitions = new ArrayList<>();
        final Set<String> published = new HashSet<>();

        @Nullable
        Instance inTransaction;

        @Nullable
        Relay relayLock;

        Loaded load(List<ReadEvent> batch) {
            Set<UUID> delivered = new HashSet<>(deliveryKeys);
            Map<String, StoredOrder> found = new HashMap<>(orders);
            found.keySet().retainAll(BatchFold.orderIds(batch));
            Map<String, List<ParkedEvent>> waiting = new HashMap<>();
            for (ReadEvent read : parked.values()) {
                waiting.computeIfAbsent(read.event().key(), id -> new ArrayList<>())
                        .add(new ParkedEvent(LOG, 0, LocalDate.EPOCH, read));
            }
            return new Loaded(delivered, found, Redactions.NONE, waiting, new RepairTargets(targets(batch), done));
        }

        private Map<LogPlace, StoredEvent> targets(List<ReadEvent> batch) {
            Map<LogPlace, StoredEvent> events = new HashMap<>();
            for (ReadEvent read : batch) {
                if (read.reading() instanceof ReadEvent.Reading.RepairCommand command) {
                    LogPlace place = command.repair().event();
                    ReadEvent event = parked.get(place.offset());
                    if (event != null) {
                        int attempt = attempts.getOrDefault(place, 1);
                        events.put(
                                place,
                                new StoredEvent(
                                        place,
                                        LocalDate.EPOCH,
                                        Outcome.PARKED,
                                        BatchFold.NO_ORDER_YET,
                                        null,
                                        attempt,
                                        false,
                                        event));
                    }
                }
            }
            return events;
        }

        void commit(long end, BatchWrites writes) {
            next = end;
            for (OutcomeRow row : writes.outcomes) {
                assertThat(outcomes.put(row.read().offset(), row.outcome()))
                        .as("a second outcome at %d", row.read().offset())
                        .isNull();
                if (row.read().deliveryKey() != null) {
                    deliveryKeys.add(row.read().deliveryKey());
                }
            }
            for (UnappliedRow row : writes.unapplied) {
                if (row.outcome() == Outcome.PARKED) {
                    parked.put(row.read().offset(), row.read());
                }
            }
            for (SettledRow row : writes.settled) {
                long offset = row.parked().read().offset();
                assertThat(parked.remove(offset))
                        .as("settled but not parked: %d", offset)
                        .isNotNull();
                outcomes.put(offset, row.outcome());
            }
            for (RepairedRow row : writes.repaired) {
                LogPlace place = row.event().place();
                outcomes.put(place.offset(), row.outcome());
                attempts.put(place, row.attempts());
                if (!row.isKept()) {
                    assertThat(parked.remove(place.offset()))
                            .as("retried but not parked: %s", place)
                            .isNotNull();
                }
            }
            for (HistoryRow row : writes.history) {
                assertThat(done.add(new RepairTargets.Done(
                                row.repair().commandId(), row.repair().event())))
                        .as("carried out twice: %s", row.repair())
                        .isTrue();
            }
            writes.added.forEach((key, events) -> ledger.merge(key, events, Long::sum));
            writes.taken.forEach((key, events) -> ledger.merge(key, -events, Long::sum));
            writes.orders.forEach(row -> orders.put(row.id(), new StoredOrder(row.order(), row.knownSince())));
            writes.transitions.forEach(row -> transitions.add(new Step(row.orderId(), row.transition())));
        }
    }

    /** A transition in the outbox; its place in the list is its position. */
    private record Step(String order, Transition transition) {
        String id() {
            return order + ':' + transition.sequence();
        }
    }

    /** The topic of transitions, with one transactional writer: whoever took the name last. */
    private static final class Topic {
        final List<Step> committed = new ArrayList<>();
        int epoch;

        boolean append(int writer, List<Step> steps) {
            if (writer != epoch) {
                return false;
            }
            committed.addAll(steps);
            return true;
        }
    }

    /** An instance of the processor: what it holds in memory. */
    private static final class Instance {
        @Nullable
        Long progress;

        @Nullable
        BatchWrites writes;

        long end;
    }

    /** An instance of the relay: what it holds in memory. */
    private static final class Relay {
        int epoch = -1;
        List<Step> batch = List.of();
        boolean acknowledged;
    }

    private Instance instance(int number) {
        return instances.computeIfAbsent(number, unused -> new Instance());
    }

    private Relay relay(int number) {
        return relays.computeIfAbsent(number, unused -> new Relay());
    }

    /** The gateway publishes a delivery; a number that came before is the same delivery again. */
    void deliver(long order, int number) {
        append(SimulatedLife.delivery(order, number));
    }

    /** Somebody asks for a retry of what stands at a position, whatever became of it; a command may come again. */
    void retry(int position, int commandId) {
        if (!log.isEmpty()) {
            LogRecord record = log.get(position % log.size());
            Event retried = Event.read(record.key(), record.headers(), record.value());
            LogPlace place = new LogPlace(LOG, 0, record.offset());
            append(Commands.repair(
                    retried.shop(),
                    retried.orderId(),
                    new Repair("command-" + commandId, Repair.Action.RETRY, place, null, null, NOW),
                    NOW));
        }
    }

    private void append(Event event) {
        Map<String, byte[]> headers = new HashMap<>();
        event.writeHeaders(headers::put);
        log.add(new LogRecord(log.size(), event.key(), headers::get, event.body(), () -> {}));
    }

    /** Begins a transaction, moves the fence, reads and folds; or finds out that another has moved it. */
    void take(int number, int size) {
        Instance instance = instance(number);
        if (instance.progress == null) {
            instance.progress = database.next;
        }
        if (database.inTransaction != null || instance.writes != null || instance.progress >= log.size()) {
            return; // The fence's row is locked, or there is nothing to do.
        }
        if (instance.progress != database.next) {
            instance.progress = null; // Fenced: the row count was 0.
            return;
        }
        int from = Math.toIntExact(instance.progress);
        int to = Math.min(log.size(), from + size);
        List<ReadEvent> batch = log.subList(from, to).stream()
                .map(record -> EventReader.read(PARTITION, record, NOW))
                .toList();
        instance.writes = BatchFold.fold(LOG, 0, batch, database.load(batch));
        instance.end = to;
        database.inTransaction = instance;
    }

    /** Commits what was taken, unless the server has ended the transaction meanwhile. */
    void commit(int number) {
        Instance instance = instance(number);
        if (instance.writes == null) {
            return;
        }
        if (database.inTransaction == instance) {
            database.inTransaction = null;
            database.commit(instance.end, instance.writes);
            instance.progress = instance.end;
        } else {
            instance.progress = null;
        }
        instance.writes = null;
    }

    /** The commit lands and its answer does not: the instance has to look. */
    void commitWithoutAnswer(int number) {
        commit(number);
        instance(number).progress = null;
    }

    /** The server ends a transaction that stood still; a frozen instance does not know. */
    void endIdleTransaction() {
        database.inTransaction = null;
    }

    void kill(int number) {
        Instance instance = instances.remove(number);
        if (instance != null && database.inTransaction == instance) {
            database.inTransaction = null;
        }
    }

    /** Takes the lock when it is free, and with it the writer's name, which fences whoever had it. */
    void lead(int number) {
        Relay relay = relay(number);
        if (database.relayLock == null) {
            database.relayLock = relay;
            relay.epoch = ++topic.epoch;
            relay.batch = List.of();
            relay.acknowledged = false;
        }
    }

    void readOutbox(int number, int size) {
        Relay relay = relay(number);
        if (database.relayLock == relay && relay.batch.isEmpty()) {
            relay.batch = database.transitions.stream()
                    .filter(step -> !database.published.contains(step.id()))
                    .limit(size)
                    .toList();
        }
    }

    /** Publishes what was read, also as a zombie that has lost its lock and does not know. */
    void publish(int number) {
        Relay relay = relay(number);
        if (!relay.batch.isEmpty() && !relay.acknowledged) {
            relay.acknowledged = topic.append(relay.epoch, relay.batch);
        }
    }

    void mark(int number) {
        Relay relay = relay(number);
        if (relay.acknowledged && database.relayLock == relay) {
            relay.batch.forEach(step -> database.published.add(step.id()));
        }
        relay.batch = List.of();
        relay.acknowledged = false;
    }

    /** Its connection breaks, and with it its lock goes; the relay does not know. */
    void breakRelayConnection() {
        database.relayLock = null;
    }

    void killRelay(int number) {
        Relay relay = relays.remove(number);
        if (relay != null && database.relayLock == relay) {
            database.relayLock = null;
        }
    }

    /** All that was frozen is gone, one of each is started, and everything is carried to its end. */
    void settle() {
        endIdleTransaction();
        breakRelayConnection();
        instances.clear();
        relays.clear();
        while (database.next < log.size()) {
            take(0, 7);
            commit(0);
        }
        lead(0);
        while (database.published.size() < database.transitions.size()) {
            readOutbox(0, 5);
            publish(0);
            mark(0);
        }
    }

    /** G2: below the progress every position has one outcome, and the ledger's sums are theirs. */
    void assertConservation() {
        assertThat(database.outcomes).hasSize(Math.toIntExact(database.next));
        Map<Outcome, Long> counted = new TreeMap<>();
        database.outcomes.values().forEach(outcome -> counted.merge(outcome, 1L, Long::sum));
        Map<Outcome, Long> kept = new TreeMap<>();
        database.ledger.forEach((key, events) -> kept.merge(key.outcome(), events, Long::sum));
        kept.values().removeIf(events -> events == 0);
        assertThat(kept).isEqualTo(counted);
    }

    /** G3 and G4: orders are what the set of their events says, their histories whole and legal. */
    void assertOrders() {
        Map<String, OrderFacts> all = new TreeMap<>();
        Map<String, OrderFacts> withoutParts = new TreeMap<>();
        for (LogRecord record : log) {
            Event event = Event.read(record.key(), record.headers(), record.value());
            if (event.type() == EventType.COMMAND) {
                continue; // A retry states no fact.
            }
            DecodedEvent decoded = EventDecoder.decode(event);
            all.merge(event.key(), decoded.facts(), OrderFacts::merge);
            withoutParts.merge(
                    event.key(), SimulatedLife.isPart(event) ? OrderFacts.NONE : decoded.facts(), OrderFacts::merge);
        }
        all.forEach((id, facts) -> {
            // What belongs to an order that never came waits.
            OrderFacts expected = facts.hasOrder() ? facts : withoutParts.get(id);
            StoredOrder stored = database.orders.get(id);
            if (stored == null) {
                assertThat(expected).as(id).isEqualTo(OrderFacts.NONE);
                return;
            }
            assertThat(stored.order().facts()).as(id).isEqualTo(expected);
            assertThat(stored.order().isConsistent()).as(id).isTrue();
            assertThat(stored.order().conflict()).as(id).isFalse();
            assertHistory(id, stored.order());
        });
    }

    private void assertHistory(String id, Order order) {
        OrderState state = OrderState.PENDING;
        int sequence = 0;
        for (Step step : database.transitions) {
            if (step.order().equals(id)) {
                assertThat(step.transition().sequence()).as(id).isEqualTo(++sequence);
                assertThat(step.transition().from()).as(id).isEqualTo(state);
                state = step.transition().to();
            }
        }
        assertThat(order.sequence()).as(id).isEqualTo(sequence);
        assertThat(order.state()).as(id).isEqualTo(state);
    }

    /** G5: a consumer that drops ids it has seen gets every order's steps once each, from 1 on and in order. */
    void assertPublished() {
        Set<String> seen = new HashSet<>();
        Map<String, Integer> last = new HashMap<>();
        for (Step step : topic.committed) {
            if (seen.add(step.id())) {
                assertThat(step.transition().sequence())
                        .as(step.id())
                        .isEqualTo(last.getOrDefault(step.order(), 0) + 1);
                last.put(step.order(), step.transition().sequence());
            }
        }
    }

    void assertEverythingIsPublished() {
        Set<String> published = new HashSet<>();
        topic.committed.forEach(step -> published.add(step.id()));
        assertThat(published).hasSize(database.transitions.size());
    }

    @Override
    public String toString() {
        return "log " + log.size() + ", applied " + database.next + ", transitions " + database.transitions.size()
                + ", published " + database.published.size();
    }
}
