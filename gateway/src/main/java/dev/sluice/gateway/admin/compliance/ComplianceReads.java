package dev.sluice.gateway.admin.compliance;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.SqlParts;
import dev.sluice.gateway.database.Sql;
import io.r2dbc.spi.Readable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The statements on requests under data-protection law. What is held of a customer is read, never stored a second time. */
final class ComplianceReads {
    private static final String START = "infinity -1 -1 -1";

    private final DatabaseClient database;
    private final Cursors cursors;
    private final String list = part("list_compliance_requests", "compliance_json");
    private final String find = part("find_compliance_request", "compliance_json");
    private final String data = part("compliance_data", "order_json");
    private final String finish = Sql.read("finish_data_request");

    /**
     * A request as staff see it.
     *
     * @param kind Shopify's topic
     * @param done whether what was asked for was handed over
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Found(String kind, boolean done, byte[] json) {}

    ComplianceReads(DatabaseClient database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    private static String part(String name, String part) {
        return SqlParts.read(name, Map.of(part, Sql.read(part)));
    }

    /** A page, the newest first; empty when the cursor is not one of this filter. */
    Mono<Page> list(ComplianceFilter filter, int limit, @Nullable String cursor) {
        Optional<String> place = cursor == null ? Optional.of(START) : cursors.open(filter.scope(), cursor);
        return Mono.justOrEmpty(place).flatMap(from -> pageFrom(filter, limit, from));
    }

    private Mono<Page> pageFrom(ComplianceFilter filter, int limit, String place) {
        int offset = place.lastIndexOf(' ');
        int partition = place.lastIndexOf(' ', offset - 1);
        int log = place.lastIndexOf(' ', partition - 1);
        GenericExecuteSpec statement = database.sql(list)
                .bind("open", filter.open())
                .bind("limit", limit)
                .bind("before_received_at", place.substring(0, log))
                .bind("log_id", Short.valueOf(place.substring(log + 1, partition)))
                .bind("partition", Integer.valueOf(place.substring(partition + 1, offset)))
                .bind("log_offset", Long.valueOf(place.substring(offset + 1)));
        return bind(bind(statement, "kind", filter.kind()), "shop", filter.shop())
                .map(row -> page(row, "last_place", filter.scope()))
                .one();
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable String value) {
        return value == null ? statement.bindNull(name, String.class) : statement.bind(name, value);
    }

    Mono<Found> find(RequestId id) {
        return at(find, id)
                .map(row -> new Found(
                        Objects.requireNonNull(row.get("kind", String.class)),
                        Boolean.TRUE.equals(row.get("done", Boolean.class)),
                        json(row, "json")))
                .one();
    }

    /** A page of the orders held of the request's customer; empty when the cursor is not one of this request. */
    Mono<Page> data(RequestId id, int limit, @Nullable String cursor) {
        String scope = "compliance-data|" + id;
        Optional<String> after = cursor == null ? Optional.of("") : cursors.open(scope, cursor);
        return Mono.justOrEmpty(after)
                .flatMap(from -> at(data, id)
                        .bind("after", from)
                        .bind("limit", limit)
                        .map(row -> page(row, "last_id", scope))
                        .one());
    }

    /** Whether it was open before. */
    Mono<Boolean> finish(RequestId id, String actor) {
        return at(finish, id).bind("actor", actor).fetch().rowsUpdated().map(rows -> rows > 0);
    }

    private GenericExecuteSpec at(String sql, RequestId id) {
        return database.sql(sql)
                .bind("log_id", id.logId())
                .bind("partition", id.partition())
                .bind("log_offset", id.offset());
    }

    private Page page(Readable row, String place, String scope) {
        String last = row.get(place, String.class);
        boolean more = Boolean.TRUE.equals(row.get("has_more", Boolean.class)) && last != null;
        return new Page(json(row, "data"), more ? cursors.sign(scope, Objects.requireNonNull(last)) : null);
    }

    private static byte[] json(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, byte[].class));
    }
}
