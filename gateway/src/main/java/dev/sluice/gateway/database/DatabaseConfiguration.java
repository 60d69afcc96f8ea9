package dev.sluice.gateway.database;

import dev.sluice.contract.DatabaseUrl;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells Spring Boot's pool where PostgreSQL is; the pool's bounds are {@code spring.r2dbc.pool.*}. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

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
}
