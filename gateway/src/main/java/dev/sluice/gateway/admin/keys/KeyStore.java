package dev.sluice.gateway.admin.keys;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Listing;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.Period;
import dev.sluice.gateway.admin.SqlParts;
import dev.sluice.gateway.database.Sql;
import dev.sluice.gateway.storefront.ApiKey;
import io.r2dbc.spi.Readable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The statements on API keys. */
final class KeyStore {
    /** Above every id. */
    private static final String START = Long.toString(Long.MAX_VALUE);

    private final DatabaseClient database;
    private final Cursors cursors;
    private final Listing listing = new Listing(
            "list_api_keys", Map.of("shop", "shop = :shop"), Map.of("api_key_json", Sql.read("api_key_json")));
    private final String find = SqlParts.read("find_api_key", Map.of("api_key_json", Sql.read("api_key_json")));
    private final String lockShop = Sql.read("lock_shop_of_keys");
    private final String countLive = Sql.read("count_live_api_keys");
    private final String insert = Sql.read("insert_api_key");
    private final String change = Sql.read("change_api_key");

    KeyStore(DatabaseClient database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    /** A page of keys, the newest first; empty when the cursor is none of this listing. */
    Mono<Page> list(@Nullable String shop, int limit, @Nullable String cursor) {
        String scope = Period.scope("api-keys", shop);
        Optional<String> place = cursor == null ? Optional.of(START) : cursors.open(scope, cursor);
        return Mono.justOrEmpty(place).flatMap(before -> {
            GenericExecuteSpec statement = database.sql(listing.statement(shop == null ? Set.of() : Set.of("shop")))
                    .bind("before_id", Long.valueOf(before))
                    .bind("limit", limit);
            return (shop == null ? statement : statement.bind("shop", shop))
                    .map(row -> page(row, scope))
                    .one();
        });
    }

    private Page page(Readable row, String scope) {
        String last = row.get("last_place", String.class);
        boolean more = Boolean.TRUE.equals(row.get("has_more", Boolean.class)) && last != null;
        return new Page(json(row, "data"), more ? cursors.sign(scope, Objects.requireNonNull(last)) : null);
    }

    Mono<byte[]> find(long id) {
        return database.sql(find).bind("id", id).map(row -> json(row, "json")).one();
    }

    /** Keeps the shop's row, so that its keys come one by one; empty when it is not registered. */
    Mono<String> lockShop(String shop) {
        return database.sql(lockShop).bind("shop", shop).mapValue(String.class).one();
    }

    Mono<Long> countLive(String shop) {
        return database.sql(countLive).bind("shop", shop).mapValue(Long.class).one();
    }

    /** Its id. */
    Mono<Long> insert(String shop, String name, ApiKey key, String actor) {
        return database.sql(insert)
                .bind("shop", shop)
                .bind("name", name)
                .bind("digest", key.digest())
                .bind("hint", key.hint())
                .bind("actor", actor)
                .mapValue(Long.class)
                .one();
    }

    /** Names a key anew, or revokes it; empty when there is none. */
    Mono<String> change(long id, Optional<String> name, boolean revoke, String actor) {
        GenericExecuteSpec statement =
                database.sql(change).bind("id", id).bind("revoke", revoke).bind("actor", actor);
        return (name.isPresent() ? statement.bind("name", name.get()) : statement.bindNull("name", String.class))
                .mapValue(String.class)
                .one();
    }

    private static byte[] json(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, byte[].class));
    }
}
