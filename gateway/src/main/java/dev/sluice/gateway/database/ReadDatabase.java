package dev.sluice.gateway.database;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Reads from a replica where one is configured, else from the primary. A replica may lag behind, and what it cannot answer
 * the primary does.
 */
public final class ReadDatabase implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(ReadDatabase.class);

    /** For a read from the replica; a read from the primary may follow. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final DatabaseClient primary;
    private final @Nullable DatabaseClient replica;
    private final @Nullable ConnectionFactory connections;

    /**
     * @param connections to the replica; null for none
     */
    ReadDatabase(DatabaseClient primary, @Nullable ConnectionFactory connections) {
        this.primary = primary;
        this.connections = connections;
        this.replica = connections == null ? null : DatabaseClient.create(connections);
    }

    /**
     * One read.
     *
     * @param fresh to see all that was committed before: from the primary
     */
    public <T> Mono<T> read(boolean fresh, Function<DatabaseClient, Mono<T>> statement) {
        DatabaseClient lagging = replica;
        if (fresh || lagging == null) {
            return Mono.defer(() -> statement.apply(primary));
        }
        return Mono.defer(() -> statement.apply(lagging)).timeout(PATIENCE).onErrorResume(failure -> {
            log.debug("the replica does not answer, the primary is asked", failure);
            return statement.apply(primary);
        });
    }

    @Override
    public void destroy() {
        if (connections instanceof Disposable pool) {
            pool.dispose();
        }
    }
}
