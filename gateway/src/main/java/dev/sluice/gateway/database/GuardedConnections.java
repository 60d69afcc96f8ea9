package dev.sluice.gateway.database;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcTransientResourceException;
import io.r2dbc.spi.Wrapped;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The pool behind a circuit breaker and a bound of those who wait for a connection. While PostgreSQL is away a request is
 * refused at once instead of waiting for the pool's time-out; what the gateway does in the background tries it.
 */
final class GuardedConnections implements ConnectionFactory, Wrapped<ConnectionFactory>, Disposable {
    private final ConnectionPool pool;
    private final CircuitBreaker breaker;
    private final Bulkhead waiting;

    GuardedConnections(ConnectionPool pool, CircuitBreaker breaker, Bulkhead waiting) {
        this.pool = pool;
        this.breaker = breaker;
        this.waiting = waiting;
    }

    @Override
    public Mono<? extends Connection> create() {
        return pool.create()
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .transformDeferred(BulkheadOperator.of(waiting))
                .onErrorMap(
                        CallNotPermittedException.class,
                        failure -> new R2dbcTransientResourceException("PostgreSQL did not answer lately"))
                .onErrorMap(
                        BulkheadFullException.class,
                        failure -> new R2dbcTransientResourceException("too many wait for a connection"));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return pool.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
        return pool;
    }

    @Override
    public void dispose() {
        pool.dispose();
    }

    @Override
    public boolean isDisposed() {
        return pool.isDisposed();
    }
}
