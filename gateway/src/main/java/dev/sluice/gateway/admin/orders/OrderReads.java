package dev.sluice.gateway.admin.orders;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.SqlParts;
import dev.sluice.gateway.database.Sql;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reads orders. PostgreSQL writes the JSON; each answer is one row that is collected before the connection goes back, so
 * a client that goes away leaves no half-read result in the pool.
 *
 * <p>There is one statement for each combination of conditions, with an index that serves it: a statement in which
 * conditions may be null would be planned for the worst of them.
 */
@Component
class OrderReads {
    /** Deliveries and transitions of one order that are shown. */
    private static final int MAX_TIMELINE = 1_000;

    private static final String FOREVER = "infinity";
    private static final char BEFORE_ID = '\n';

    private final DatabaseClient database;
    private final Cursors cursors;
    private final Map<Set<String>, String> listings = listings();
    private final Map<Set<String>, String> clashes = clashes();
    private final String find = SqlParts.read("find_order", Map.of("order_json", Sql.read("order_json")));
    private final String timeline = Sql.read("order_timeline");

    OrderReads(DatabaseClient database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    /** The listing's statement for every set of conditions on single columns. */
    static Map<Set<String>, String> listings() {
        return listings("");
    }

    /** The same of orders that clash, which have an index of their own: there are few. */
    static Map<Set<String>, String> clashes() {
        return listings("clash AND ");
    }

    private static Map<Set<String>, String> listings(String always) {
        Map<Set<String>, String> statements = new HashMap<>();
        for (List<String> columns :
                List.of(List.<String>of(), List.of("shop"), List.of("state"), List.of("shop", "state"))) {
            StringBuilder filter = new StringBuilder(always);
            columns.forEach(column ->
                    filter.append(column).append(" = :").append(column).append(" AND "));
            Map<String, String> parts = Map.of(
                    "filter", filter.toString(),
                    "nulls", filter.isEmpty() ? "LAST" : "FIRST",
                    "order_json", Sql.read("order_json"));
            statements.put(Set.copyOf(columns), SqlParts.read("list_orders", parts));
        }
        return statements;
    }

    /**
     * One page of a listing, newest first.
     *
     * @param cursor from the page before; null for the first page
     * @return empty when the cursor is not one of this filter
     */
    Mono<Page> list(OrderFilter filter, int limit, @Nullable String cursor) {
        Optional<String> place = cursor == null ? Optional.of(start(filter)) : cursors.open(filter.scope(), cursor);
        return Mono.justOrEmpty(place).flatMap(from -> pageFrom(filter, limit, from));
    }

    private Mono<Page> pageFrom(OrderFilter filter, int limit, String place) {
        int cut = place.indexOf(BEFORE_ID);
        Map<String, String> conditions = filter.conditions();
        GenericExecuteSpec statement = database.sql(
                        Objects.requireNonNull((filter.clash() ? clashes : listings).get(conditions.keySet())))
                .bind("limit", limit)
                .bind("created_from", text(filter.createdFrom(), "-" + FOREVER))
                .bind("before_created_at", place.substring(0, cut))
                .bind("before_id", place.substring(cut + 1));
        for (Map.Entry<String, String> condition : conditions.entrySet()) {
            statement = statement.bind(condition.getKey(), condition.getValue());
        }
        return statement.map(row -> page(filter, row)).one();
    }

    private Page page(OrderFilter filter, Readable row) {
        String createdAt = row.get("last_created_at", String.class);
        String id = row.get("last_id", String.class);
        boolean more = Boolean.TRUE.equals(row.get("has_more", Boolean.class));
        return new Page(json(row, "data"), more ? cursors.sign(filter.scope(), createdAt + BEFORE_ID + id) : null);
    }

    /** Every id comes after the empty one, so the end of the range is a place like any other. */
    private static String start(OrderFilter filter) {
        return text(filter.createdBefore(), FOREVER) + BEFORE_ID;
    }

    private static String text(@Nullable Instant instant, String otherwise) {
        return instant == null ? otherwise : instant.toString();
    }

    /** An order's JSON; empty when there is none. */
    Mono<byte[]> find(String id) {
        return database.sql(find).bind("id", id).map(row -> json(row, "json")).one();
    }

    /** What came for an order and what became of it, as JSON; empty when neither it nor any delivery is known. */
    Mono<byte[]> timeline(String id) {
        return database.sql(timeline)
                .bind("id", id)
                .bind("limit", MAX_TIMELINE)
                .map(row -> Optional.of(json(row, "json"))
                        .filter(json -> Boolean.TRUE.equals(row.get("known", Boolean.class))))
                .one()
                .flatMap(Mono::justOrEmpty);
    }

    private static byte[] json(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, byte[].class));
    }
}
