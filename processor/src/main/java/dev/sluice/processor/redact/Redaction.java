package dev.sluice.processor.redact;

import static java.util.Objects.requireNonNull;

import dev.sluice.order.ComplianceRequest.Kind;
import dev.sluice.processor.apply.Redactions;
import dev.sluice.processor.apply.Redactions.Customer;
import io.r2dbc.spi.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A redaction that has rows to erase.
 *
 * @param customerId null when it is about a whole shop, or names orders only
 * @param place where erasing goes on within its stage; empty at the stage's start
 * @param reached whether every transaction that may have missed it has ended
 */
record Redaction(
        long id, Kind kind, String shop, @Nullable String customerId, Stage stage, String place, boolean reached) {

    /** What is erased, one after the other. */
    enum Stage {
        ORDERS,
        UNAPPLIED
    }

    static Redaction of(Row row) {
        return new Redaction(
                requireNonNull(row.get("id", Long.class)),
                Kind.of(requireNonNull(row.get("topic", String.class))),
                requireNonNull(row.get("shop", String.class)),
                row.get("customer_id", String.class),
                "orders".equals(row.get("stage", String.class)) ? Stage.ORDERS : Stage.UNAPPLIED,
                requireNonNull(row.get("place", String.class)),
                Boolean.TRUE.equals(row.get("reached", Boolean.class)));
    }

    boolean isOfShop() {
        return kind == Kind.SHOP_REDACTION;
    }

    /** It alone, as the rule on bodies takes it, for an event whose order is redacted or not. */
    Redactions rule(String orderId, boolean orderRedacted) {
        return new Redactions(
                orderRedacted ? Set.of(orderId) : Set.of(),
                customerId == null ? Map.of() : Map.of(new Customer(shop, customerId), id),
                isOfShop() ? Map.of(shop, List.of(Optional.empty())) : Map.of(),
                Set.of(shop));
    }
}
