package dev.sluice.gateway.catalog;

import dev.sluice.local.testing.TestServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.function.Function;

/** Redis, as tests look into it. */
final class CatalogRedis {
    private CatalogRedis() {}

    static void flush() {
        on(RedisCommands::flushall);
    }

    static <T> T on(Function<RedisCommands<String, String>, T> commands) {
        RedisClient client = RedisClient.create(TestServers.get().redisUrl());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return commands.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }
}
