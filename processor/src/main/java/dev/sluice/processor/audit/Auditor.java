package dev.sluice.processor.audit;

import dev.sluice.contract.Event;
import dev.sluice.processor.audit.AuditStore.Applied;
import dev.sluice.processor.consume.LogRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads stretches of the log again and holds them against the database. */
@Component
class Auditor {
    /** Orders that are loaded at once. */
    private static final int CHUNK = 200;

    private final RetainedLog log;
    private final AuditStore store;

    Auditor(RetainedLog log, AuditStore store) {
        this.log = log;
        this.store = store;
    }

    /**
     * What an audit of some records found.
     *
     * @param events that were read again
     */
    record Finding(long events, List<Disagreement> disagreements) {}

    /**
     * What of a partition can be audited.
     *
     * @param from first offset that the log still holds and the ledger knows
     * @param to exclusive: how far it was applied when asked
     */
    record Stretch(Applied applied, long from, long to) {
        long length() {
            return Math.max(0, to - from);
        }
    }

    /** Every partition of the logs that still exist. */
    Flux<Stretch> stretches() {
        return store.partitions()
                .concatMap(applied -> log.range(applied.partition())
                        .map(range -> new Stretch(
                                applied,
                                Math.max(range.first(), applied.first()),
                                Math.min(range.end(), applied.next()))));
    }

    /** Audits a stretch, chunk by chunk. */
    Flux<Finding> audit(Stretch stretch) {
        if (stretch.length() == 0) {
            return Flux.empty();
        }
        return log.read(stretch.applied().partition(), stretch.from(), stretch.to())
                .concatMapIterable(records -> records)
                .buffer(CHUNK)
                .concatMap(records -> audit(stretch.applied(), records), 1);
    }

    private Mono<Finding> audit(Applied applied, List<LogRecord> records) {
        List<AuditedEvent> events = records.stream().map(Auditor::read).toList();
        Set<String> ids = events.stream()
                .map(AuditedEvent::orderId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        long from = events.get(0).offset();
        long to = events.get(events.size() - 1).offset() + 1;
        // The orders last: they must know all that the outcomes speak of.
        return store.outcomes(applied, from, to)
                .flatMap(outcomes -> store.orders(ids)
                        .publishOn(Schedulers.parallel())
                        .map(orders -> finding(applied, events, outcomes, orders)));
    }

    private static Finding finding(
            Applied applied,
            List<AuditedEvent> events,
            List<AuditedOutcome> outcomes,
            Map<String, AuditedOrder> orders) {
        return new Finding(events.size(), StretchAudit.of(applied.partition().toString(), events, outcomes, orders));
    }

    private static AuditedEvent read(LogRecord record) {
        try {
            return new AuditedEvent(record.offset(), Event.read(record.key(), record.headers(), record.value()));
        } catch (Event.BadHeadersException e) {
            return new AuditedEvent(record.offset(), null);
        }
    }
}
