package dev.sluice.gateway.admin.repair;

import static java.util.Objects.requireNonNull;

import dev.sluice.contract.LogPlace;
import dev.sluice.contract.Outcome;
import dev.sluice.order.Repair;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A repair in bulk, where it has got to.
 *
 * @param equal values that columns must have, by the names of the filter
 * @param from as PostgreSQL reads it
 * @param before likewise
 * @param due whether its pause is over
 */
record RepairJob(
        UUID id,
        Repair.Action action,
        Outcome outcome,
        Map<String, String> equal,
        String from,
        String before,
        String actor,
        @Nullable String reason,
        Instant createdAt,
        Place after,
        boolean due) {

    /** An event in the order in which a job visits them; the time as PostgreSQL writes it. */
    record Place(String setAsideAt, LogPlace event) {
        static Place read(Readable row, String prefix) {
            return new Place(
                    requireNonNull(row.get(prefix + "set_aside", String.class)),
                    new LogPlace(
                            requireNonNull(row.get(prefix + "log_id", Short.class)),
                            requireNonNull(row.get(prefix + "partition", Integer.class)),
                            requireNonNull(row.get(prefix + "log_offset", Long.class))));
        }
    }

    static RepairJob read(Readable row) {
        JsonNode filter = JsonMapper.shared().readTree(requireNonNull(row.get("filter", String.class)));
        Instant createdAt = requireNonNull(row.get("created_at", Instant.class));
        Map<String, String> equal = new LinkedHashMap<>();
        for (String name : UnappliedFilter.EQUAL) {
            if (filter.has(name)) {
                equal.put(name, filter.path(name).asString());
            }
        }
        return new RepairJob(
                requireNonNull(row.get("id", UUID.class)),
                Repair.Action.of(requireNonNull(row.get("action", String.class)))
                        .orElseThrow(),
                Outcome.of(requireNonNull(row.get("outcome", String.class))),
                equal,
                filter.path("from").asString("-infinity"),
                filter.path("before").asString(createdAt.toString()),
                requireNonNull(row.get("actor", String.class)),
                row.get("reason", String.class),
                createdAt,
                Place.read(row, "after_"),
                Boolean.TRUE.equals(row.get("due", Boolean.class)));
    }

    Set<String> conditions() {
        Set<String> names = new TreeSet<>(equal.keySet());
        names.add("live");
        return Set.copyOf(names);
    }

    /** The same event gives the same command, however often a step is taken. */
    Repair command(LogPlace event) {
        return new Repair(id + "/" + event, action, event, reason, actor, createdAt);
    }
}
