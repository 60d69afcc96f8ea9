package dev.sluice.gateway.admin.ledger;

import dev.sluice.gateway.admission.QueueView;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.gateway.input.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /api/v1/admin/ledger}: the equation for all shops, or one shop's outcomes. */
@Configuration(proxyBeanMethods = false)
class LedgerEndpoint {
    private final LedgerReads reads;
    private final LogEnds ends;

    LedgerEndpoint(DatabaseClient database, QueueView queue) {
        this.reads = new LedgerReads(database);
        this.ends = new LogEnds(queue);
    }

    @Bean
    RouterFunction<ServerResponse> ledgerRoutes() {
        return Resource.at("/api/v1/admin/ledger").get(this::show).routes();
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        QueryParameters query = QueryParameters.of(request, Set.of("shop"));
        Optional<String> shop = query.text("shop");
        query.errors().throwIfAny();
        return (shop.isPresent() ? ofShop(shop.get()) : ofAll()).flatMap(LedgerEndpoint::answer);
    }

    /** A shop's events are spread over partitions that it shares, so there is no equation for it alone. */
    private Mono<Map<String, Object>> ofShop(String shop) {
        return reads.ofShop(shop).map(outcomes -> {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("shop", shop);
            answer.put("outcomes", outcomes);
            return answer;
        });
    }

    private Mono<Map<String, Object>> ofAll() {
        return Mono.defer(() -> {
            // The ends first: an event that comes in between must not look like a gap.
            Optional<LogEnds.Ends> known = ends.latest();
            return reads.all()
                    .map(rows -> Ledger.of(rows, known.orElse(LogEnds.Ends.UNKNOWN)))
                    .map(ledger -> json(ledger, known.isPresent()));
        });
    }

    private static Map<String, Object> json(Ledger ledger, boolean endsKnown) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("accepted", ledger.accepted());
        answer.put("in_flight", endsKnown ? ledger.inFlight() : null);
        answer.put("outcomes", ledger.outcomes());
        answer.put("balanced", ledger.balanced());
        answer.put(
                "partitions",
                ledger.partitions().stream()
                        .map(partition -> json(partition, endsKnown))
                        .toList());
        return answer;
    }

    private static Map<String, Object> json(PartitionLedger partition, boolean endsKnown) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("topic", partition.topic());
        answer.put("partition", partition.partition());
        answer.put("first_offset", partition.firstOffset());
        answer.put("next_offset", partition.nextOffset());
        answer.put("end_offset", endsKnown ? partition.endOffset() : null);
        answer.put("in_flight", endsKnown ? partition.inFlight() : null);
        answer.put("outcomes_total", partition.outcomesTotal());
        answer.put("balanced", partition.balanced());
        return answer;
    }

    private static Mono<ServerResponse> answer(Map<String, Object> json) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .bodyValue(json);
    }
}
