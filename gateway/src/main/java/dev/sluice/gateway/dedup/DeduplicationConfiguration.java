package dev.sluice.gateway.dedup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.gateway.breaker.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
class DeduplicationConfiguration {
    /** Commands that Lettuce may hold: two calls a round and shop are under way at most, of 256 deliveries. */
    private static final int REQUEST_QUEUE = 2_000;

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(RedisSettings settings) {
        RedisClient client = RedisClient.create();
        client.setOptions(ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(REQUEST_QUEUE)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .keepAlive(true)
                        .build())
                .build());
        return client;
    }

    @Bean
    RedisConnector redisConnector(RedisClient client, RedisSettings settings) {
        return new RedisConnector(client, settings.place());
    }

    @Bean
    RedisScripts redisScripts(RedisConnector connector, Breakers breakers) {
        return new RedisScripts(new RedisScriptCalls(connector), breakers);
    }

    @Bean
    DeduplicationHint deduplicationHint(
            RedisConnector connector, DeduplicationSettings settings, Breakers breakers, MeterRegistry meters) {
        CircuitBreaker breaker = breakers.add("redis", breaker());
        Gauge.builder("sluice.dedup.breaker.open", breaker, b -> b.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("1 while Redis is not asked because it failed before")
                .register(meters);
        ScriptCalls calls = new RedisScriptCalls(connector);
        byte[] timeToLive = Long.toString(settings.timeToLive().toSeconds()).getBytes(US_ASCII);
        ScriptQueue seen = new ScriptQueue(
                Script.read("delivery_seen"), null, calls, breaker, settings.timeout(), settings.maxWaiting());
        ScriptQueue done = new ScriptQueue(
                Script.read("delivery_done"), timeToLive, calls, breaker, settings.timeout(), settings.maxWaiting());
        return new RedisDeduplication(seen, done, meters);
    }

    /** Opens after a few failed calls and tries again every second: a frozen Redis costs each delivery next to nothing. */
    static CircuitBreakerConfig breaker() {
        return Breakers.config(10, 4, 50, 2)
                .maxWaitDurationInHalfOpenState(Duration.ofSeconds(1))
                .build();
    }
}
