package dev.sluice.order;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about an order. {@link #merge} is a join: commutative, associative and idempotent, so the facts are a
 * function of the set of events, whatever the order in which they came and however often (guarantee G3).
 *
 * <p>The marks come from every snapshot, older ones too; they only ever go from false to true.
 *
 * @param snapshot the whole-order body with the largest version
 * @param everPaid some snapshot's {@code financial_status} counted as a payment
 * @param everCancelled some snapshot had {@code cancelled_at}
 * @param everRefunded some snapshot's {@code financial_status} was refunded
 * @param everFulfilled some snapshot's {@code fulfillment_status} was partial or fulfilled. It counts like a fulfillment
 *     that was: else an older snapshot that says {@code partial} and lists no fulfillment would leave an order in
 *     processing, once it has been overtaken, with {@code pending} called for, which cannot be reached from there
 * @param fulfillments by Shopify's id; shipment results by their negated id, so that the two never meet
 * @param deletedAt when Shopify deleted it, by the earliest deletion; holds whatever arrives later
 */
public record OrderFacts(
        @Nullable Snapshot snapshot,
        boolean everPaid,
        boolean everCancelled,
        boolean everRefunded,
        boolean everFulfilled,
        SortedMap<Long, Fulfillment> fulfillments,
        SortedMap<Long, Refund> refunds,
        SortedMap<Long, Transaction> transactions,
        @Nullable Decision confirmation,
        @Nullable Decision cancellation,
        @Nullable Instant deletedAt,
        @Nullable OwnOrder own) {

    /** How many fulfillments, refunds or transactions are kept of an order: those with the largest ids. */
    public static final int MAX_ITEMS = 500;

    /** Nothing is known. */
    public static final OrderFacts NONE =
            ofParts(Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedMap());

    public OrderFacts {
        fulfillments = Collections.unmodifiableSortedMap(fulfillments);
        refunds = Collections.unmodifiableSortedMap(refunds);
        transactions = Collections.unmodifiableSortedMap(transactions);
    }

    /** What is known of an order placed with Sluice itself. */
    public static OrderFacts ofOwn(OwnOrder own) {
        return NONE.with(null, null, null, own);
    }

    static OrderFacts ofConfirmation(Decision decision) {
        return NONE.with(decision, null, null, null);
    }

    static OrderFacts ofCancellation(Decision decision) {
        return NONE.with(null, decision, null, null);
    }

    static OrderFacts ofDeletion(Instant at) {
        return NONE.with(null, null, at, null);
    }

    static OrderFacts ofParts(
            SortedMap<Long, Fulfillment> fulfillments,
            SortedMap<Long, Refund> refunds,
            SortedMap<Long, Transaction> transactions) {
        return new OrderFacts(
                null, false, false, false, false, fulfillments, refunds, transactions, null, null, null, null);
    }

    private OrderFacts with(
            @Nullable Decision confirmed,
            @Nullable Decision cancelled,
            @Nullable Instant deleted,
            @Nullable OwnOrder placed) {
        return new OrderFacts(
                snapshot,
                everPaid,
                everCancelled,
                everRefunded,
                everFulfilled,
                fulfillments,
                refunds,
                transactions,
                confirmed,
                cancelled,
                deleted,
                placed);
    }

    /** What is known when both are known. An event is stale exactly when merging it gives these facts again. */
    public OrderFacts merge(OrderFacts other) {
        return new OrderFacts(
                Snapshot.latest(snapshot, other.snapshot),
                everPaid || other.everPaid,
                everCancelled || other.everCancelled,
                everRefunded || other.everRefunded,
                everFulfilled || other.everFulfilled,
                join(fulfillments, other.fulfillments),
                join(refunds, other.refunds),
                join(transactions, other.transactions),
                Nulls.min(confirmation, other.confirmation),
                Nulls.min(cancellation, other.cancellation),
                Nulls.min(deletedAt, other.deletedAt),
                Nulls.max(own, other.own));
    }

    /**
     * The same without the customer's personal data: who the customer is, where the parcels can be followed, what operators
     * wrote. Every order among facts compares these last, or not at all, so it does not matter whether facts are redacted
     * before or after a merge: what is stale stays stale, and the state, which rests on none of them, stays the same.
     */
    public OrderFacts redacted() {
        return new OrderFacts(
                snapshot == null ? null : snapshot.redacted(),
                everPaid,
                everCancelled,
                everRefunded,
                everFulfilled,
                redacted(fulfillments),
                refunds,
                transactions,
                confirmation == null ? null : confirmation.redacted(),
                cancellation == null ? null : cancellation.redacted(),
                deletedAt,
                own == null ? null : own.redacted());
    }

    private static SortedMap<Long, Fulfillment> redacted(SortedMap<Long, Fulfillment> fulfillments) {
        TreeMap<Long, Fulfillment> redacted = new TreeMap<>();
        fulfillments.forEach((id, parcel) -> redacted.put(id, parcel.redacted()));
        return redacted;
    }

    /**
     * By id the larger. Keeping the largest ids of a union is itself a join: what one side has dropped has enough larger
     * ids above it in every union with that side.
     */
    static <T extends Comparable<T>> SortedMap<Long, T> join(SortedMap<Long, T> a, SortedMap<Long, T> b) {
        if (b.isEmpty() || a.equals(b)) {
            return a;
        }
        TreeMap<Long, T> joined = new TreeMap<>(a);
        b.forEach((id, item) -> joined.merge(id, item, (one, two) -> two.compareTo(one) > 0 ? two : one));
        while (joined.size() > MAX_ITEMS) {
            joined.pollFirstEntry();
        }
        return joined;
    }

    /** A snapshot or an order of our own is known: there is an order to speak of. */
    public boolean hasOrder() {
        return snapshot != null || own != null;
    }

    /** The {@code shipment_status} of the least advanced live parcel; null without any, or when that one has none. */
    public @Nullable String deliveryStatus() {
        return fulfillments.values().stream()
                .filter(Fulfillment::isLive)
                .min(Comparator.comparingInt((Fulfillment parcel) -> Statuses.shipmentRank(parcel.shipmentStatus()))
                        .thenComparing(Fulfillment::shipmentStatus, Nulls.first()))
                .map(Fulfillment::shipmentStatus)
                .orElse(null);
    }

    boolean isCancelled() {
        return everCancelled || cancellation != null || isStock(OwnOrder.Stock.NOT_TAKEN);
    }

    boolean isPaid() {
        return everPaid || confirmation != null || isStock(OwnOrder.Stock.TAKEN);
    }

    boolean isStock(OwnOrder.Stock stock) {
        return own != null && own.stock() == stock;
    }

    /** Some parcel was made, perhaps taken back since. */
    boolean wasFulfilled() {
        return everFulfilled || !fulfillments.isEmpty();
    }

    /** The shop made some parcel itself, perhaps taken back since. Its ids are positive, those of logistics negated. */
    boolean wasFulfilledByShop() {
        return everFulfilled || (!fulfillments.isEmpty() && fulfillments.lastKey() > 0);
    }

    /** Logistics has sent the order, by a result that counts. */
    boolean isShippedByLogistics() {
        return any(fulfillments.headMap(0L).values(), Fulfillment::isLive);
    }

    /** What was ordered, as far as it is known. */
    List<Line> lines() {
        if (snapshot != null) {
            return snapshot.lines();
        }
        return own == null ? List.of() : own.lines();
    }

    /** The whole order is with the carrier. */
    boolean isFulfilled() {
        return (snapshot != null && Statuses.isFulfilled(snapshot.fulfillmentStatus()))
                || any(fulfillments.values(), parcel -> parcel.wholeOrder() && parcel.isLive());
    }

    boolean isPartlyFulfilled() {
        return snapshot != null && Statuses.isPartial(snapshot.fulfillmentStatus());
    }

    boolean hasLiveFulfillment() {
        return any(fulfillments.values(), Fulfillment::isLive);
    }

    /** There are live parcels, and every one of them was delivered. */
    boolean isDelivered() {
        return hasLiveFulfillment() && !any(fulfillments.values(), parcel -> parcel.isLive() && !parcel.isDelivered());
    }

    private static <T> boolean any(Collection<T> items, Predicate<T> wanted) {
        for (T item : items) {
            if (wanted.test(item)) {
                return true;
            }
        }
        return false;
    }
}
