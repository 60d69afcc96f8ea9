package dev.sluice.gateway.catalog;

import dev.sluice.gateway.admin.Period;
import dev.sluice.gateway.input.Price;
import dev.sluice.gateway.input.QueryParameters;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which products of a shop.
 *
 * @param search words that must all occur, as PostgreSQL's {@code websearch_to_tsquery} reads them; null for any
 * @param minPrice inclusive, in whatever currency a product has
 * @param maxPrice inclusive
 */
record ProductFilter(
        @Nullable String search,
        @Nullable String category,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice) {

    /** The names of its parameters. */
    static final Set<String> PARAMETERS = Set.of("q", "category", "min_price", "max_price");

    private static final int MAX_SEARCH_CHARS = 200;

    static ProductFilter of(QueryParameters query) {
        Optional<String> search = query.text("q");
        if (search.isPresent() && search.get().length() > MAX_SEARCH_CHARS) {
            query.errors().add("q", "must have at most " + MAX_SEARCH_CHARS + " characters");
        }
        BigDecimal min = price(query, "min_price");
        BigDecimal max = price(query, "max_price");
        if (min != null && max != null && min.compareTo(max) > 0) {
            query.errors().add("min_price", "must not be above max_price");
        }
        return new ProductFilter(search.orElse(null), query.text("category").orElse(null), min, max);
    }

    private static @Nullable BigDecimal price(QueryParameters query, String name) {
        Optional<String> text = query.text(name);
        Optional<BigDecimal> price = text.flatMap(Price::parse);
        if (text.isPresent() && price.isEmpty()) {
            query.errors().add(name, Price.EXPECTED);
        }
        // One text for one price, so that it is cached once.
        return price.map(BigDecimal::stripTrailingZeros).orElse(null);
    }

    /** The conditions beside the search, by their names. */
    Set<String> conditions() {
        Set<String> names = new TreeSet<>();
        if (category != null) {
            names.add("category");
        }
        if (minPrice != null) {
            names.add("min_price");
        }
        if (maxPrice != null) {
            names.add("max_price");
        }
        return Set.copyOf(names);
    }

    /** Ties a cursor to this filter of this shop. */
    String scope(String shop) {
        return Period.scope("products", shop, search, category, plain(minPrice), plain(maxPrice));
    }

    private static @Nullable String plain(@Nullable BigDecimal price) {
        return price == null ? null : price.toPlainString();
    }
}
