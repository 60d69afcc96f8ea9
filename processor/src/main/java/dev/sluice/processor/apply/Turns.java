package dev.sluice.processor.apply;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/**
 * Lets so many transactions run at a time and the others wait, first come, first served; so partitions take turns, and one
 * that waits before it tries again is in nobody's way. The number may change while it runs.
 */
final class Turns {
    private final int most;
    private final IntSupplier limit;
    private final InstrumentedPool<Boolean> turns;

    /** Turns that nobody is given, while fewer are allowed than there are. */
    private final Deque<PooledRef<Boolean>> withheld = new ArrayDeque<>();

    /**
     * @param most ever
     * @param limit at present, from 1 to {@code most}; asked whenever a turn ends
     */
    Turns(int most, IntSupplier limit) {
        this.most = most;
        this.limit = limit;
        this.turns = PoolBuilder.from(Mono.just(true)).sizeBetween(0, most).buildPool();
    }

    /** Runs {@code work} in a turn of its own, which ends with it, whether it succeeds, fails or is cancelled. */
    <T> Mono<T> with(Supplier<Mono<T>> work) {
        return Mono.usingWhen(turns.acquire(), turn -> work.get(), this::end, (turn, error) -> end(turn), this::end);
    }

    private Mono<Void> end(PooledRef<Boolean> turn) {
        PooledRef<Boolean> before;
        synchronized (this) {
            int surplus = most - limit.getAsInt();
            if (withheld.size() < surplus) {
                withheld.add(turn);
                return Mono.empty();
            }
            before = withheld.size() > surplus ? withheld.poll() : null;
        }
        return turn.release().then(release(before));
    }

    private static Mono<Void> release(@Nullable PooledRef<Boolean> turn) {
        return turn == null ? Mono.empty() : turn.release();
    }
}
