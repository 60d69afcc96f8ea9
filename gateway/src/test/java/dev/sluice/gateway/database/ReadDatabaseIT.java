package dev.sluice.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.local.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

class ReadDatabaseIT {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String primary = TestServers.get().freshDatabase();
    private final String replica = TestServers.get().freshDatabase();
    private final ConnectionPool primaryPool = pool(DatabaseUrl.parse(primary));

    private static ConnectionPool pool(DatabaseUrl url) {
        PostgresqlConnectionConfiguration place = PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password())
                .build();
        return new ConnectionPool(ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(place))
                .initialSize(0)
                .maxSize(2)
                .build());
    }

    private ReadDatabase database(DatabaseUrl url) {
        return new ReadDatabase(DatabaseClient.create(primaryPool), pool(url));
    }

    /** Where a read was made. */
    private static String place(ReadDatabase database, boolean fresh) {
        return String.valueOf(database.read(
                        fresh,
                        client -> client.sql("SELECT current_database()")
                                .mapValue(String.class)
                                .one())
                .block(BOUND));
    }

    private static String nameOf(String url) {
        return DatabaseUrl.parse(url).database();
    }

    @AfterEach
    void close() {
        primaryPool.dispose();
    }

    @Test
    void a_replica_is_read_unless_all_that_was_committed_must_be_seen() {
        ReadDatabase database = database(DatabaseUrl.parse(replica));

        assertThat(place(database, false)).isEqualTo(nameOf(replica));
        assertThat(place(database, true)).isEqualTo(nameOf(primary));
        database.destroy();
    }

    @Test
    void what_a_replica_cannot_answer_the_primary_does() {
        ReadDatabase database = database(new DatabaseUrl("127.0.0.1", 1, "none", "nobody", "x"));

        assertThat(place(database, false)).isEqualTo(nameOf(primary));
        database.destroy();
    }

    @Test
    void without_a_replica_the_primary_is_read() {
        ReadDatabase database = new ReadDatabase(DatabaseClient.create(primaryPool), null);

        assertThat(place(database, false)).isEqualTo(nameOf(primary));
        database.destroy();
    }
}
