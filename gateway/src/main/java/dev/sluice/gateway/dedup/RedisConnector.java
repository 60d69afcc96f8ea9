package dev.sluice.gateway.dedup;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** One connection to Redis. Whoever needs it before it is there, or while it is broken, is refused at once. */
final class RedisConnector implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RedisConnector.class);

    private final RedisClient client;
    private final RedisURI place;
    private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;
    private volatile @Nullable Disposable connecting;

    RedisConnector(RedisClient client, RedisURI place) {
        this.client = client;
        this.place = place;
    }

    /**
     * @throws RedisConnectionException while there was no connection yet
     */
    RedisAsyncCommands<String, byte[]> commands() {
        StatefulRedisConnection<String, byte[]> current = connection;
        if (current == null) {
            throw new RedisConnectionException("not connected yet");
        }
        return current.async();
    }

    /** The first connection is tried until it succeeds; Lettuce itself restores it from then on. */
    @Override
    public void start() {
        connecting = Mono.fromFuture(
                        () -> client.connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), place)
                                .toCompletableFuture())
                .doOnError(failure -> log.warn("Redis cannot be reached, deliveries go on without its hint"))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500)).maxBackoff(Duration.ofSeconds(5)))
                .subscribe(connected -> {
                    connection = connected;
                    log.info("Redis is connected");
                });
    }

    @Override
    public void stop() {
        Disposable current = connecting;
        if (current != null) {
            current.dispose();
        }
        connecting = null;
    }

    @Override
    public boolean isRunning() {
        return connecting != null;
    }
}
