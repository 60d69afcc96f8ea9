package dev.sluice.gateway.catalog;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets those who want the same at the same time share one way to it. A flight goes on to its end when those who wait for
 * it go away; as many flights are under way as requests at most.
 */
final class SingleFlight<K, V> {
    private final ConcurrentHashMap<K, Mono<V>> flights = new ConcurrentHashMap<>();

    /**
     * Joins the flight for a key, or starts it.
     *
     * @param start is given what closes the flight to those who come later; it closes at its end anyway
     */
    Mono<V> join(K key, Function<Runnable, Mono<V>> start) {
        return Mono.defer(() -> {
            Mono<V> underWay = flights.get(key);
            if (underWay != null) {
                return underWay;
            }
            Flight flight = new Flight(key);
            Mono<V> mine = Mono.defer(() -> start.apply(flight::close))
                    .doFinally(signal -> flight.close())
                    .cache();
            flight.mono = mine;
            Mono<V> faster = flights.putIfAbsent(key, mine);
            return faster == null ? mine : faster;
        });
    }

    private final class Flight {
        private final K key;
        private volatile @Nullable Mono<V> mono;

        Flight(K key) {
            this.key = key;
        }

        void close() {
            Mono<V> mine = mono;
            if (mine != null) {
                flights.remove(key, mine);
            }
        }
    }
}
