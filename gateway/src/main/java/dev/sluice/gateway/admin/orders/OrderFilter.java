package dev.sluice.gateway.admin.orders;

import dev.sluice.gateway.admin.Dates;
import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.order.OrderState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to list.
 *
 * @param createdFrom inclusive
 * @param createdBefore exclusive
 * @param clash only those whose Shopify id another shop has too
 */
record OrderFilter(
        @Nullable OrderState state,
        @Nullable String shop,
        @Nullable Instant createdFrom,
        @Nullable Instant createdBefore,
        boolean clash) {

    static final OrderFilter ALL = new OrderFilter(null, null, null, null, false);

    /** The names of its parameters. */
    static final Set<String> PARAMETERS = Set.of("status", "shop", "created_from", "created_to", "clash");

    /**
     * Reads {@code status}, {@code shop}, {@code clash}, {@code created_from} and {@code created_to}; both ends belong to the
     * range.
     */
    static OrderFilter of(QueryParameters query) {
        Optional<Instant> from = instant(query, "created_from", false);
        Optional<Instant> before = instant(query, "created_to", true);
        if (from.isPresent() && before.isPresent() && !from.get().isBefore(before.get())) {
            query.errors().add("created_from", "must not be after created_to");
        }
        return new OrderFilter(
                state(query), query.text("shop").orElse(null), from.orElse(null), before.orElse(null), clash(query));
    }

    private static boolean clash(QueryParameters query) {
        Optional<String> clash = query.text("clash");
        if (clash.isPresent() && !clash.get().equals("true")) {
            query.errors().add("clash", "must be true, or left out");
        }
        return clash.isPresent();
    }

    private static @Nullable OrderState state(QueryParameters query) {
        Optional<String> token = query.text("status");
        for (OrderState state : OrderState.values()) {
            if (token.isPresent() && state.token().equals(token.get())) {
                return state;
            }
        }
        if (token.isPresent()) {
            query.errors()
                    .add("status", "must be pending, confirmed, processing, shipped, delivered, cancelled or refunded");
        }
        return null;
    }

    private static Optional<Instant> instant(QueryParameters query, String name, boolean end) {
        Optional<String> text = query.text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> instant = end ? Dates.end(text.get()) : Dates.start(text.get());
        if (instant.isEmpty()) {
            query.errors().add(name, Dates.EXPECTED);
        }
        return instant;
    }

    /** Ties a cursor to this filter: two filters that select differently never have the same text. */
    String scope() {
        StringBuilder scope = new StringBuilder("orders");
        for (Object part : new Object[] {
            state == null ? "" : state.token(), shop == null ? "" : shop, createdFrom, createdBefore, clash
        }) {
            String text = String.valueOf(part);
            scope.append('|').append(text.length()).append(':').append(text);
        }
        return scope.toString();
    }

    /** The conditions beside the range of time, each with its name and value. */
    Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        if (shop != null) {
            conditions.put("shop", shop);
        }
        if (state != null) {
            conditions.put("state", state.token());
        }
        return conditions;
    }
}
