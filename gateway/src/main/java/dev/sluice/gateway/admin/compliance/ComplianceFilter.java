package dev.sluice.gateway.admin.compliance;

import dev.sluice.gateway.input.QueryParameters;
import dev.sluice.order.ComplianceRequest.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which requests to list.
 *
 * @param kind Shopify's topic
 * @param open only those that are not completed
 */
record ComplianceFilter(@Nullable String kind, @Nullable String shop, boolean open) {

    static final Set<String> PARAMETERS = Set.of("kind", "shop", "open", "limit", "cursor");

    static ComplianceFilter of(QueryParameters query) {
        Optional<String> kind = query.text("kind");
        if (kind.isPresent()
                && Stream.of(Kind.values()).noneMatch(known -> known.topic().equals(kind.get()))) {
            query.errors()
                    .add("kind", "must be customers/data_request, customers/redact, shop/redact or app/uninstalled");
        }
        Optional<String> open = query.text("open");
        if (open.isPresent() && !open.get().equals("true")) {
            query.errors().add("open", "must be true, or left out");
        }
        return new ComplianceFilter(kind.orElse(null), query.text("shop").orElse(null), open.isPresent());
    }

    /** Ties a cursor to this filter: two filters that select differently never have the same text. */
    String scope() {
        return "compliance|" + kind + '|' + open + '|' + shop;
    }
}
