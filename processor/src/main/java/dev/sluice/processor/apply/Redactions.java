package dev.sluice.processor.apply;

import dev.sluice.contract.Event;
import dev.sluice.contract.TopicKind;
import dev.sluice.order.DecodedEvent;
import dev.sluice.order.Kind;
import dev.sluice.order.OrderFacts;
import dev.sluice.order.RedactedBody;
import dev.sluice.order.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be erased, as far as it may concern some events; the one place that says which event concerns whom.
 *
 * @param orders ids of redacted orders
 * @param customers open redactions of customers, by the redaction's id
 * @param shops redacted shops, each with the times of registration after which a redaction does not hold; empty while it does
 * @param open shops of which any redaction is not completed
 */
public record Redactions(
        Set<String> orders,
        Map<Customer, Long> customers,
        Map<String, List<Optional<Instant>>> shops,
        Set<String> open) {

    /** Nobody's. */
    public static final Redactions NONE = new Redactions(Set.of(), Map.of(), Map.of(), Set.of());

    public record Customer(String shop, String id) {}

    boolean ofOrder(String id) {
        return orders.contains(id);
    }

    /** The redaction of the customer whom these facts name; null when there is none. */
    @Nullable
    Long ofCustomer(String shop, OrderFacts facts) {
        String customerId = customerId(facts);
        return customerId == null ? null : customers.get(new Customer(shop, customerId));
    }

    static @Nullable String customerId(OrderFacts facts) {
        Snapshot snapshot = facts.snapshot();
        return snapshot == null ? null : snapshot.customerId();
    }

    /** Whether the event's shop is redacted, and was not registered again before the event came. */
    boolean ofShop(Event event) {
        return shops.getOrDefault(event.shop(), List.of()).stream()
                .anyMatch(lifted -> lifted.isEmpty() || event.receivedAt().isBefore(lifted.get()));
    }

    /**
     * An event as its body may be stored. What cannot be told to be somebody else's loses its personal data as long as
     * anything of its shop is to be erased. A compliance request that cannot be read never keeps contact details; but it is
     * kept as it is when it is no JSON, since somebody must find out whom it is about.
     *
     * @param orderRedacted whether its order is known to be redacted
     */
    ReadEvent kept(ReadEvent read, boolean orderRedacted) {
        byte[] body = read.event().body();
        String topic = read.event().topic();
        if (topic != null && TopicKind.of(topic) == TopicKind.COMPLIANCE) {
            byte[] redacted = RedactedBody.of(body);
            return redacted.length == 0 ? read : read.withBody(redacted);
        }
        return orderRedacted || mayConcern(read.event(), read.decoded()) ? read.withBody(RedactedBody.of(body)) : read;
    }

    private boolean mayConcern(Event event, @Nullable DecodedEvent decoded) {
        if (ofShop(event) || (event.orderId() != null && orders.contains(event.key()))) {
            return true;
        }
        if (decoded != null && customerId(decoded.facts()) != null) {
            return ofCustomer(event.shop(), decoded.facts()) != null;
        }
        // A command is about the order of its key. Anything else may be the customer's, if nothing says whose it is.
        return (decoded == null || decoded.kind() != Kind.COMMAND) && open.contains(event.shop());
    }

    /** The body that a stored event may keep: the same array when nothing is to be erased of it. */
    public byte[] kept(Event event) {
        return kept(EventReader.readAgain(0, event, null), false).event().body();
    }
}
