package dev.sluice.processor.postgres;

import dev.sluice.contract.DatabaseUrl;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import reactor.netty.resources.LoopResources;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class PostgresConfiguration {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int LOOP_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int CONNECT_RETRIES = 60;
    private static final Duration MAX_ACQUIRE_TIME = Duration.ofSeconds(10);

    /** Event loops of the database's own: those of the web server end with it, before the last batch may have. */
    @Bean(destroyMethod = "dispose")
    LoopResources databaseLoops() {
        return LoopResources.create("sluice-postgres", LOOP_THREADS, true);
    }

    /** Connections outside the pool, for what holds one for good. */
    @Bean
    PostgresqlConnectionFactory dedicatedConnections(DatabaseSettings settings, LoopResources databaseLoops) {
        DatabaseUrl url = settings.parsedUrl();
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password())
                .loopResources(databaseLoops)
                .applicationName("sluice-processor")
                .connectTimeout(CONNECT_TIMEOUT)
                .tcpKeepAlive(true)
                .tcpNoDelay(true)
                // Results in binary form: a bytea in text form is hex, twice as long.
                .forceBinary(true)
                .options(Map.of(
                        "lock_timeout", millis(settings.lockTimeout()),
                        "statement_timeout", millis(settings.statementTimeout()),
                        "idle_in_transaction_session_timeout", millis(settings.idleInTransactionTimeout()),
                        "plan_cache_mode", "force_generic_plan"))
                .extendWith(new PgArrayCodec())
                .build());
    }

    @Bean(destroyMethod = "dispose")
    @Primary
    ConnectionPool connectionPool(PostgresqlConnectionFactory connections, DatabaseSettings settings) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder((ConnectionFactory) connections)
                .name("sluice-processor")
                .initialSize(0)
                .maxSize(settings.connections())
                .maxAcquireTime(MAX_ACQUIRE_TIME)
                .maxIdleTime(Duration.ofMinutes(10))
                .validationDepth(ValidationDepth.LOCAL)
                .build());
    }

    /** Migrates when the processor starts, before anything else; over JDBC, and patient with a server that comes up late. */
    @Bean(initMethod = "migrate")
    @Profile("!audit")
    Flyway migrations(DatabaseSettings settings) {
        DatabaseUrl url = settings.parsedUrl();
        return Flyway.configure()
                .dataSource(url.jdbc(), url.user(), url.password())
                .locations("classpath:db/migration")
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(2)
                .load();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
