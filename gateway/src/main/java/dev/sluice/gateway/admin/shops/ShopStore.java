package dev.sluice.gateway.admin.shops;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.SqlParts;
import dev.sluice.gateway.database.Sql;
import dev.sluice.gateway.tenant.SecretCipher.Encrypted;
import io.r2dbc.spi.Readable;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The statements on shops and their secrets; whoever changes several rows brings the transaction. */
final class ShopStore {
    private static final String SCOPE = "shops";

    private final DatabaseClient database;
    private final Cursors cursors;
    private final String list;
    private final String find;
    private final String insert = Sql.read("insert_shop");
    private final String liftRedactions = Sql.read("lift_redactions_of_shop");
    private final String lock = Sql.read("lock_shop");
    private final String insertSecrets = Sql.read("insert_shop_secrets");
    private final String deleteSecrets = Sql.read("delete_shop_secrets");

    ShopStore(DatabaseClient database, Cursors cursors) {
        Map<String, String> parts = Map.of("shop_json", Sql.read("shop_json"));
        this.database = database;
        this.cursors = cursors;
        this.list = SqlParts.read("list_shops", parts);
        this.find = SqlParts.read("find_shop", parts);
    }

    /** A page in the order of the domains; empty when the cursor is none of this listing. */
    Mono<Page> list(int limit, @Nullable String cursor) {
        Optional<String> after = cursor == null ? Optional.of("") : cursors.open(SCOPE, cursor);
        return Mono.justOrEmpty(after)
                .flatMap(shop -> database.sql(list)
                        .bind("after", shop)
                        .bind("limit", limit)
                        .map(this::page)
                        .one());
    }

    private Page page(Readable row) {
        String last = row.get("last_shop", String.class);
        boolean more = Boolean.TRUE.equals(row.get("has_more", Boolean.class)) && last != null;
        return new Page(json(row, "data"), more ? cursors.sign(SCOPE, Objects.requireNonNull(last)) : null);
    }

    Mono<byte[]> find(String shop) {
        return database.sql(find)
                .bind("shop", shop)
                .map(row -> json(row, "json"))
                .one();
    }

    /** False when the shop is registered already. */
    Mono<Boolean> insert(String shop, String name) {
        return database.sql(insert)
                .bind("shop", shop)
                .bind("name", name)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** What comes for the shop from now on is not stripped, should it have been redacted. */
    Mono<Void> liftRedactions(String shop) {
        return database.sql(liftRedactions).bind("shop", shop).then();
    }

    /** Locks the shop's row and sets its name when there is one; false when there is no such shop. */
    Mono<Boolean> lock(String shop, Optional<String> name) {
        GenericExecuteSpec statement = database.sql(lock).bind("shop", shop);
        statement = name.isPresent() ? statement.bind("name", name.get()) : statement.bindNull("name", String.class);
        return statement.fetch().rowsUpdated().map(rows -> rows > 0);
    }

    Mono<Void> addSecrets(String shop, List<Encrypted> secrets) {
        if (secrets.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(insertSecrets)
                .bind("shop", shop)
                .bind("key_id", secrets.get(0).keyId())
                .bind(
                        "ciphertexts",
                        secrets.stream()
                                .map(secret -> Base64.getEncoder().encodeToString(secret.ciphertext()))
                                .toArray(String[]::new))
                .then();
    }

    Mono<Void> removeAllSecrets(String shop) {
        return database.sql(deleteSecrets)
                .bind("shop", shop)
                .bindNull("ids", Long[].class)
                .then();
    }

    /** How many of them there were. */
    Mono<Long> removeSecrets(String shop, List<Long> ids) {
        return database.sql(deleteSecrets)
                .bind("shop", shop)
                .bind("ids", ids.toArray(Long[]::new))
                .fetch()
                .rowsUpdated();
    }

    Mono<Long> countSecrets(String shop) {
        return database.sql("SELECT count(*) FROM shop_secrets WHERE shop = :shop")
                .bind("shop", shop)
                .mapValue(Long.class)
                .one();
    }

    private static byte[] json(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, byte[].class));
    }
}
