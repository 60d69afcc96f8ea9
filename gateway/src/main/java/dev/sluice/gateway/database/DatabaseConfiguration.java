package dev.sluice.gateway.database;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.gateway.breaker.Breakers;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells Spring Boot's pool where PostgreSQL is; the pool's bounds are {@code spring.r2dbc.pool.*}. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    /** Requests that wait for a connection; more could not be served within the pool's time-out. */
    private static final int MOST_WAITING = 1_000;

    @Bean
    R2dbcConnectionDetails connectionDetails(DatabaseSettings settings) {
        DatabaseUrl place = settings.place();
        ConnectionFactoryOptions options = ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                .option(ConnectionFactoryOptions.HOST, place.host())
                .option(ConnectionFactoryOptions.PORT, place.port())
                .option(ConnectionFactoryOptions.DATABASE, place.database())
                .option(ConnectionFactoryOptions.USER, place.user())
                .option(ConnectionFactoryOptions.PASSWORD, place.password())
                .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, settings.connectTimeout())
                .option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, settings.statementTimeout())
                .option(PostgresqlConnectionFactoryProvider.TCP_KEEPALIVE, true)
                .option(PostgresqlConnectionFactoryProvider.APPLICATION_NAME, "sluice-gateway")
                .build();
        return () -> options;
    }

    /** Boot makes the pool; whoever asks for connections gets it with its guards. */
    @Bean
    static BeanPostProcessor guardedConnections(ObjectProvider<Breakers> breakers) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ConnectionPool pool
                        ? new GuardedConnections(
                                pool,
                                breakers.getObject().add("postgresql", breaker()),
                                Bulkhead.of("postgresql", waiting()))
                        : bean;
            }
        };
    }

    /** A busy pool, in which some wait too long, is not a database that is away: most must fail. */
    private static CircuitBreakerConfig breaker() {
        return Breakers.config(20, 5, 80, 2).build();
    }

    private static BulkheadConfig waiting() {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(MOST_WAITING)
                .maxWaitDuration(Duration.ZERO)
                .build();
    }
}
