package dev.sluice.gateway.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.testing.TestServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryScriptsIT {
    private static final String FIRST = "sluice:delivery:{a.example}:orders/create:1";
    private static final String SECOND = "sluice:delivery:{a.example}:orders/create:2";

    private static RedisClient client;
    private static StatefulRedisConnection<String, byte[]> redis;

    private final Script seen = Script.read("delivery_seen");
    private final Script done = Script.read("delivery_done");

    @BeforeAll
    static void connect() {
        client = RedisClient.create(TestServers.get().redisUrl());
        redis = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    }

    @AfterAll
    static void disconnect() {
        redis.close();
        client.shutdown();
    }

    @BeforeEach
    void forget() {
        redis.sync().del(FIRST, SECOND);
    }

    private static List<Long> run(Script script, String[] keys, String... arguments) {
        byte[][] bytes = new byte[arguments.length][];
        for (int i = 0; i < arguments.length; i++) {
            bytes[i] = arguments[i].getBytes(UTF_8);
        }
        return redis.sync().eval(script.source(), ScriptOutputType.MULTI, keys, bytes);
    }

    @Test
    void aDeliveryIsSeenOnceItWasMarkedDone() {
        String[] keys = {FIRST, SECOND};
        assertThat(run(seen, keys, "one", "two")).containsExactly(0L, 0L);

        assertThat(run(done, new String[] {FIRST}, "one", "60")).containsExactly(1L);

        assertThat(run(seen, keys, "one", "two")).containsExactly(1L, 0L);
    }

    @Test
    void anotherBodyUnderTheSameIdIsNotSeen() {
        run(done, new String[] {FIRST}, "one", "60");

        assertThat(run(seen, new String[] {FIRST}, "other")).containsExactly(0L);
    }

    @Test
    void marksAreKeptForTheirTime() {
        run(done, new String[] {FIRST, SECOND}, "one", "two", "60");

        assertThat(redis.sync().ttl(FIRST)).isBetween(1L, 60L);
        assertThat(redis.sync().ttl(SECOND)).isBetween(1L, 60L);
    }

    @Test
    void redisKnowsAScriptByTheDigestThatIsComputedHere() {
        assertThat(redis.sync().scriptLoad(seen.source())).isEqualTo(seen.sha1());
        assertThat(redis.sync().scriptLoad(done.source())).isEqualTo(done.sha1());
    }
}
