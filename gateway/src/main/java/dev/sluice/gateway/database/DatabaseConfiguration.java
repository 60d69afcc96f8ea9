package dev.sluice.gateway.database;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.gateway.breaker.Breakers;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Tells Spring Boot's pool where PostgreSQL is; the pool's bounds are {@code spring.r2dbc.pool.*}. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    /** Requests that wait for a connection; more could not be served within the pool's time-out. */
    private static final int MOST_WAITING = 1_000;

    /** For a connection to the replica. */
    private static final Duration REPLICA_PATIENCE = Duration.ofMillis(500);

    @Bean
    R2dbcConnectionDetails connectionDetails(DatabaseSettings settings) {
        ConnectionFactoryOptions options = options(settings.place(), settings);
        return () -> options;
    }

    /** No bean of its own is made of the replica's pool: Spring Boot would take it for the one and only. */
    @Bean
    ReadDatabase readDatabase(
            DatabaseClient primary, DatabaseSettings settings, R2dbcProperties properties, Breakers breakers) {
        DatabaseUrl place = settings.readPlace();
        return new ReadDatabase(
                primary,
                place == null
                        ? null
                        : new GuardedConnections(
                                pool(options(place, settings), properties.getPool()),
                                breakers.add("postgresql-replica", breaker()),
                                Bulkhead.of("postgresql-replica", waiting())));
    }

    /** As bounded as the primary's, and less patient, as there is the primary. */
    private static ConnectionPool pool(ConnectionFactoryOptions options, R2dbcProperties.Pool bounds) {
        ConnectionPoolConfiguration.Builder pool = ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .initialSize(0)
                .maxSize(bounds.getMaxSize())
                .maxAcquireTime(REPLICA_PATIENCE)
                .maxCreateConnectionTime(REPLICA_PATIENCE)
                .acquireRetry(0);
        PropertyMapper map = PropertyMapper.get();
        map.from(bounds.getMaxIdleTime()).to(pool::maxIdleTime);
        map.from(bounds.getMaxLifeTime()).to(pool::maxLifeTime);
        map.from(bounds.getMaxValidationTime()).to(pool::maxValidationTime);
        return new ConnectionPool(pool.build());
    }

    private static ConnectionFactoryOptions options(DatabaseUrl place, DatabaseSettings settings) {
        return ConnectionFactoryOptions.builder()
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
