package dev.sluice.processor.redact;

import static java.util.Objects.requireNonNull;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.order.ComplianceDecoder;
import dev.sluice.order.UndecodableException;
import dev.sluice.processor.apply.ComplianceWriter;
import dev.sluice.processor.apply.ComplianceWriter.Request;
import dev.sluice.processor.postgres.SqlFile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Acts on the requests that an older version only recorded, with their bodies, which are then forgotten. */
final class RecordedRequests {
    private static final Logger log = LoggerFactory.getLogger(RecordedRequests.class);

    private final String find = SqlFile.read("find_recorded_requests");
    private final String forget = SqlFile.read("forget_recorded_request");
    private final ComplianceWriter writer = new ComplianceWriter();

    private record Recorded(short logId, int partition, long offset, Event event) {
        static Recorded of(Row row) {
            return new Recorded(
                    requireNonNull(row.get("log_id", Short.class)),
                    requireNonNull(row.get("partition", Integer.class)),
                    requireNonNull(row.get("log_offset", Long.class)),
                    new Event(
                            EventType.SHOPIFY,
                            requireNonNull(row.get("shop", String.class)),
                            null,
                            row.get("topic", String.class),
                            null,
                            null,
                            null,
                            requireNonNull(row.get("received_at", Instant.class)),
                            null,
                            null,
                            null,
                            requireNonNull(row.get("body", byte[].class))));
        }
    }

    /** How many there were, a bounded number of them. */
    Mono<Integer> read(Connection connection) {
        return RedactionStore.query(connection.createStatement(find), Recorded::of)
                .collectList()
                .flatMap(recorded -> read(connection, recorded).thenReturn(recorded.size()));
    }

    private Mono<Void> read(Connection connection, List<Recorded> recorded) {
        List<Request> requests = new ArrayList<>();
        List<Recorded> unusable = new ArrayList<>();
        for (Recorded each : recorded) {
            try {
                requests.add(new Request(
                        each.logId(),
                        each.partition(),
                        each.offset(),
                        each.event().shop(),
                        each.event().receivedAt(),
                        ComplianceDecoder.decode(each.event())));
            } catch (UndecodableException e) {
                unusable.add(each);
                log.error(
                        "the request {} of {} at {}/{}/{} cannot be read and must be looked at in Shopify: {}",
                        each.event().topic(),
                        each.event().shop(),
                        each.logId(),
                        each.partition(),
                        each.offset(),
                        e.detail());
            }
        }
        return Flux.concat(
                        Flux.fromIterable(writer.statements(connection, requests)),
                        Flux.fromIterable(unusable)
                                .map(each -> connection
                                        .createStatement(forget)
                                        .bind(0, each.logId())
                                        .bind(1, each.partition())
                                        .bind(2, each.offset())))
                .concatMap(RedactionStore::update)
                .then();
    }
}
