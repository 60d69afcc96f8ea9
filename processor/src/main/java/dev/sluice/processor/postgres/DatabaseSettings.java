package dev.sluice.processor.postgres;

import dev.sluice.contract.DatabaseUrl;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url {@code postgresql://user:password@host:port/database}
 * @param connections connections that apply batches; more than the partitions in use bring nothing
 * @param lockTimeout how long a statement waits for a row that another transaction holds
 * @param statementTimeout longest run of one statement
 * @param idleInTransactionTimeout after it the server ends a transaction whose processor is frozen, and frees its rows
 * @param transactionTimeout longest run of one batch's transaction, seen from here; above the others
 */
@ConfigurationProperties("sluice.database")
public record DatabaseSettings(
        String url,
        @DefaultValue("4") int connections,
        @DefaultValue("5s") Duration lockTimeout,
        @DefaultValue("15s") Duration statementTimeout,
        @DefaultValue("5s") Duration idleInTransactionTimeout,
        @DefaultValue("30s") Duration transactionTimeout) {

    public DatabaseSettings {
        DatabaseUrl.parse(url);
        if (connections < 1 || connections > 64) {
            throw new IllegalArgumentException("sluice.database.connections must be 1 to 64, not " + connections);
        }
        if (transactionTimeout.compareTo(statementTimeout) <= 0) {
            throw new IllegalArgumentException("sluice.database.transaction-timeout must be above statement-timeout");
        }
    }

    DatabaseUrl parsedUrl() {
        return DatabaseUrl.parse(url);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + parsedUrl() + ", connections=" + connections + "]";
    }
}
