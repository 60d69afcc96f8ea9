package dev.sluice.processor.outbox;

import dev.sluice.processor.apply.OutboxShard;
import dev.sluice.processor.apply.RelayWakeUp;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes transitions, notifications and shipment requests, each at least once and in order per order (G5); their ids
 * are fixed, so consumers see each once. Every instance tries to own every shard; each has one owner.
 */
@Component
public class OutboxRelay implements RelayWakeUp {
    private final List<ShardRelay> shards;

    OutboxRelay(
            PostgresqlConnectionFactory connections,
            OutboxPublisher publisher,
            OutboxSettings settings,
            MeterRegistry meters,
            Clock clock) {
        OutboxMetrics metrics = new OutboxMetrics(meters);
        this.shards = IntStream.rangeClosed(1, OutboxShard.COUNT)
                .mapToObj(shard -> new ShardRelay(shard, connections, publisher, settings, metrics, clock))
                .toList();
    }

    @Override
    public void wake(Set<Short> wanted) {
        wanted.forEach(shard -> shards.get(shard - 1).wake());
    }

    /** Publishes until cancelled. */
    public Mono<Void> run() {
        return Flux.merge(shards.stream().map(ShardRelay::run).toList()).then();
    }
}
