package dev.sluice.loadtest.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a topic from a file's name: {@code orders_create__anything.json} is {@code orders/create}. A file system has no
 * slash to offer, and names of topics have underscores on both sides of theirs, so the known ones are tried first, the
 * longest before the shorter.
 */
final class TopicNames {
    private static final List<String> TOPICS = longestFirst(
            "app/uninstalled",
            "carts/create",
            "carts/update",
            "checkouts/create",
            "checkouts/delete",
            "checkouts/update",
            "customers/create",
            "customers/data_request",
            "customers/delete",
            "customers/redact",
            "customers/update",
            "disputes/create",
            "disputes/update",
            "draft_orders/create",
            "draft_orders/delete",
            "draft_orders/update",
            "fulfillment_events/create",
            "fulfillment_events/delete",
            "fulfillments/create",
            "fulfillments/update",
            "inventory_items/create",
            "inventory_items/delete",
            "inventory_items/update",
            "inventory_levels/connect",
            "inventory_levels/disconnect",
            "inventory_levels/update",
            "order_transactions/create",
            "orders/cancelled",
            "orders/create",
            "orders/delete",
            "orders/edited",
            "orders/fulfilled",
            "orders/paid",
            "orders/partially_fulfilled",
            "orders/risk_assessment_changed",
            "orders/shopify_protect_eligibility_changed",
            "orders/updated",
            "products/create",
            "products/delete",
            "products/update",
            "refunds/create",
            "returns/approve",
            "returns/request",
            "shop/redact",
            "shop/update",
            "tender_transactions/create");

    private static List<String> longestFirst(String... topics) {
        return Stream.of(topics)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The topic that a file's name says; empty when it says none. */
    static Optional<String> of(String fileName) {
        String name = fileName.replaceFirst("\\.json$", "");
        int end = name.indexOf("__");
        String stem = end < 0 ? name : name.substring(0, end);
        return TOPICS.stream().filter(topic -> begins(stem, topic)).findFirst().or(() -> unknown(stem, end >= 0));
    }

    private static boolean begins(String stem, String topic) {
        String prefix = topic.replace('/', '_');
        return stem.startsWith(prefix)
                && (stem.length() == prefix.length() || !Character.isLetterOrDigit(stem.charAt(prefix.length())));
    }

    /** A topic that is not on the list, where a double underscore says where it ends. */
    private static Optional<String> unknown(String stem, boolean marked) {
        int slash = stem.indexOf('_');
        return marked && slash > 0 && slash < stem.length() - 1
                ? Optional.of(stem.substring(0, slash) + '/' + stem.substring(slash + 1))
                : Optional.empty();
    }

    private TopicNames() {}
}
