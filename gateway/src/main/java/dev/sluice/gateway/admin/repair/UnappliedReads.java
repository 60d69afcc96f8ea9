package dev.sluice.gateway.admin.repair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.sluice.contract.LogPlace;
import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.admin.Listing;
import dev.sluice.gateway.admin.Page;
import dev.sluice.gateway.admin.Period;
import dev.sluice.gateway.admin.SqlParts;
import dev.sluice.gateway.database.Sql;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads events that were set aside. PostgreSQL writes the JSON; only a body, which may be anything, is added here. */
@Component
class UnappliedReads {
    /** Counting ends here: a count that is larger costs more than it tells. */
    static final int MOST_COUNTED = 10_000;

    private static final char BEFORE_PLACE = '\n';
    private static final String BEFORE_ALL = "-1\n-1\n-1";

    private final JsonMapper json = JsonMapper.shared();
    private final DatabaseClient database;
    private final Cursors cursors;
    private final RepairSettings settings;
    private final Clock clock = Clock.systemUTC();
    private final Listing listing = new Listing(
            "list_unapplied", UnappliedFilter.CONDITIONS, Map.of("unapplied_json", Sql.read("unapplied_json")));
    private final Listing count = new Listing("count_unapplied", UnappliedFilter.CONDITIONS, Map.of());
    private final String find = SqlParts.read(
            "find_unapplied",
            Map.of("unapplied_json", Sql.read("unapplied_json"), "history", Sql.read("repair_history_json")));
    private final String findEnded = SqlParts.read("find_repaired", Map.of("history", Sql.read("repair_history_json")));

    UnappliedReads(DatabaseClient database, Cursors cursors, RepairSettings settings) {
        this.database = database;
        this.cursors = cursors;
        this.settings = settings;
    }

    Instant now() {
        return clock.instant();
    }

    /** One page, newest first; empty when the cursor is not one of this filter. */
    Mono<Page> list(UnappliedFilter filter, int limit, @Nullable String cursor) {
        Period period = filter.until(now(), settings.parkedOverdueAfter());
        Optional<String> place = cursor == null
                ? Optional.of(period.beforeText() + BEFORE_PLACE + BEFORE_ALL)
                : cursors.open(filter.scope(), cursor);
        return Mono.justOrEmpty(place).flatMap(from -> pageFrom(filter, period, limit, from));
    }

    private Mono<Page> pageFrom(UnappliedFilter filter, Period period, int limit, String place) {
        String[] parts = place.split("\n", -1);
        return filtered(database.sql(listing.statement(filter.conditions())), filter, period.fromText())
                .bind("limit", limit)
                .bind("overdue_before", overdueBefore())
                .bind("before_at", parts[0])
                .bind("before_log_id", parts[1])
                .bind("before_partition", parts[2])
                .bind("before_log_offset", parts[3])
                .map(row -> page(filter, row))
                .one();
    }

    private static GenericExecuteSpec filtered(GenericExecuteSpec statement, UnappliedFilter filter, String from) {
        GenericExecuteSpec bound =
                statement.bind("outcome", filter.list().outcome().token()).bind("from", from);
        for (Map.Entry<String, String> condition : filter.equal().entrySet()) {
            bound = bound.bind(condition.getKey(), condition.getValue());
        }
        return bound;
    }

    private String overdueBefore() {
        return now().minus(settings.parkedOverdueAfter()).toString();
    }

    private Page page(UnappliedFilter filter, Readable row) {
        boolean more = Boolean.TRUE.equals(row.get("has_more", Boolean.class));
        String place = row.get("last_at", String.class) + BEFORE_PLACE + row.get("last_place", String.class);
        return new Page(
                requireNonNull(row.get("data", byte[].class)), more ? cursors.sign(filter.scope(), place) : null);
    }

    /** How many there are, up to one more than {@link #MOST_COUNTED}. */
    Mono<Long> count(UnappliedFilter filter) {
        Period period = filter.until(now(), settings.parkedOverdueAfter());
        return filtered(database.sql(count.statement(filter.conditions())), filter, period.fromText())
                .bind("before", period.beforeText())
                .bind("most", MOST_COUNTED + 1)
                .mapValue(Long.class)
                .one();
    }

    /** One event with its body and what was done about it; without a body when a repair has brought it to an end. */
    Mono<byte[]> find(LogPlace place) {
        Mono<byte[]> ended = at(database.sql(findEnded), place)
                .map(row -> requireNonNull(row.get("json", byte[].class)))
                .one();
        return at(database.sql(find), place)
                .bind("overdue_before", overdueBefore())
                .map(row -> new Found(
                        requireNonNull(row.get("json", byte[].class)), requireNonNull(row.get("body", byte[].class))))
                .one()
                .publishOn(Schedulers.parallel())
                .map(this::withBody)
                .switchIfEmpty(ended);
    }

    static GenericExecuteSpec at(GenericExecuteSpec statement, LogPlace place) {
        return statement
                .bind("log_id", place.logId())
                .bind("partition", place.partition())
                .bind("log_offset", place.offset());
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Found(byte[] json, byte[] body) {}

    private byte[] withBody(Found found) {
        ObjectNode event = (ObjectNode) json.readTree(found.json());
        ObjectNode body = event.putObject("body");
        try {
            String text =
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(found.body())).toString();
            body.put("encoding", "utf-8").put("content", text);
        } catch (CharacterCodingException e) {
            body.put("encoding", "base64").put("content", Base64.getEncoder().encodeToString(found.body()));
        }
        return json.writeValueAsBytes(event);
    }
}
