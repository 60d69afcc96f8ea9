package dev.sluice.gateway.tenant;

import dev.sluice.gateway.database.Sql;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads {@code shops} and {@code shop_secrets}. */
final class PostgresShopStore implements ShopStore {
    private static final Duration TIME_OUT = Duration.ofSeconds(5);

    private final DatabaseClient database;
    private final String versionSql = Sql.read("shop_directory_version");
    private final String secretsSql = Sql.read("shop_directory");

    PostgresShopStore(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<String> version() {
        return database.sql(versionSql).mapValue(String.class).one().timeout(TIME_OUT);
    }

    @Override
    public Flux<StoredSecret> secrets(int mostShops, int mostSecrets) {
        return database.sql(secretsSql)
                .bind(0, mostShops)
                .bind(1, mostSecrets)
                .map(row -> {
                    String keyId = row.get("key_id", String.class);
                    byte[] ciphertext = row.get("ciphertext", byte[].class);
                    String shop = String.valueOf(row.get("shop", String.class));
                    return new StoredSecret(
                            shop,
                            keyId == null || ciphertext == null ? null : new SecretCipher.Encrypted(keyId, ciphertext));
                })
                .all()
                .timeout(TIME_OUT);
    }
}
