package dev.sluice.gateway.admin.repair;

import dev.sluice.gateway.admin.Period;
import dev.sluice.gateway.input.JsonFields;
import dev.sluice.gateway.input.QueryParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a list.
 *
 * @param equal values that columns must have: {@code shop}, {@code topic}, {@code reason}, {@code order}
 * @param period when they were set aside
 * @param overdue only those that are overdue; of parked ones
 * @param discarded those that were given up, instead of those that were not
 */
record UnappliedFilter(SetAside list, Map<String, String> equal, Period period, boolean overdue, boolean discarded) {
    /** Conditions on single columns, by the names of their parameters. */
    static final Map<String, String> CONDITIONS = Map.of(
            "shop", "shop = :shop",
            "topic", "topic = :topic",
            "reason", "reason = :reason",
            "order", "order_id = :order",
            "live", "discarded_at IS NULL",
            "discarded", "discarded_at IS NOT NULL");

    static final String[] EQUAL = {"shop", "topic", "reason", "order"};
    private static final int MAX_CHARS = 2_048;

    static Set<String> parameters(SetAside list) {
        Set<String> names = new TreeSet<>(Set.of("shop", "topic", "reason", "order", "from", "to", "discarded"));
        if (list == SetAside.PARKED) {
            names.add("overdue");
        }
        return names;
    }

    static UnappliedFilter of(SetAside list, QueryParameters query) {
        Map<String, String> equal = new LinkedHashMap<>();
        for (String name : EQUAL) {
            query.text(name).ifPresent(value -> equal.put(name, value));
        }
        return new UnappliedFilter(
                list,
                equal,
                Period.of(query.text("from"), query.text("to"), query.errors()::add),
                isTrue(query, "overdue"),
                isTrue(query, "discarded"));
    }

    private static boolean isTrue(QueryParameters query, String name) {
        Optional<String> text = query.text(name);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            query.errors().add(name, "must be true or false");
        }
        return text.isPresent() && text.get().equals("true");
    }

    /** Of a repair in bulk: what was given up is not asked for. */
    static UnappliedFilter of(SetAside list, JsonFields filter) {
        Map<String, String> equal = new LinkedHashMap<>();
        for (String name : EQUAL) {
            filter.optionalText(name, 1, MAX_CHARS).ifPresent(value -> equal.put(name, value));
        }
        Period period = Period.of(
                filter.optionalText("from", 1, MAX_CHARS), filter.optionalText("to", 1, MAX_CHARS), filter::wrong);
        boolean overdue = list == SetAside.PARKED && filter.isTrue("overdue");
        return new UnappliedFilter(list, equal, period, overdue, false);
    }

    Set<String> conditions() {
        Set<String> names = new TreeSet<>(equal.keySet());
        names.add(discarded ? "discarded" : "live");
        return Set.copyOf(names);
    }

    /** The end of the range of time, exclusive: what is overdue was set aside long enough ago. */
    Period until(Instant now, Duration overdueAfter) {
        Instant limit = overdue ? now.minus(overdueAfter) : null;
        Instant before = period.before();
        return new Period(period.from(), limit == null || (before != null && before.isBefore(limit)) ? before : limit);
    }

    /** Ties a cursor to this filter. */
    String scope() {
        return Period.scope(
                list.path(),
                equal.get("shop"),
                equal.get("topic"),
                equal.get("reason"),
                equal.get("order"),
                period.from(),
                period.before(),
                overdue,
                discarded);
    }

    /** As the audit log and a repair job show it; times as they count, dates resolved. */
    Map<String, Object> shown(@Nullable Instant before) {
        Map<String, Object> shown = new TreeMap<>(equal);
        if (period.from() != null) {
            shown.put("from", period.from().toString());
        }
        if (before != null) {
            shown.put("before", before.toString());
        }
        if (overdue) {
            shown.put("overdue", true);
        }
        return shown;
    }
}
