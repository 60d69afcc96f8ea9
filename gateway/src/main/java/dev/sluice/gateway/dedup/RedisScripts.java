package dev.sluice.gateway.dedup;

import dev.sluice.gateway.breaker.Breakers;
import java.time.Duration;

/** Runs the Lua scripts of other packages on the one connection to Redis. */
public final class RedisScripts {
    private final RedisScriptCalls calls;
    private final Breakers breakers;

    RedisScripts(RedisScriptCalls calls, Breakers breakers) {
        this.calls = calls;
        this.breakers = breakers;
    }

    /**
     * For one user, whose trouble with Redis holds up no other.
     *
     * @param name of its circuit breaker, a metric tag
     * @param timeout after which a call is given up
     */
    public GuardedScripts guarded(String name, Duration timeout) {
        return new GuardedScripts(calls, breakers.add(name, DeduplicationConfiguration.breaker()), timeout);
    }
}
