package dev.sluice.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** A whole-order body. */
final class SnapshotReader implements BodyReader.Field {
    private final IdSlot id = new IdSlot();
    private final LinesReader lines = new LinesReader();
    private final TreeMap<Long, Fulfillment> fulfillments = new TreeMap<>();
    private final TreeMap<Long, Refund> refunds = new TreeMap<>();
    private final TreeMap<Long, Transaction> transactions = new TreeMap<>();
    private final PersonReader customer = new PersonReader();
    private final PersonReader billing = new PersonReader();
    private final PersonReader shipping = new PersonReader();
    private boolean foreign;
    private @Nullable String name;
    private @Nullable String financialStatus;
    private @Nullable String fulfillmentStatus;
    private boolean cancelled;
    private @Nullable Instant cancelledAt;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable String email;
    private @Nullable String contactEmail;
    private @Nullable BigDecimal totalAmount;
    private @Nullable String currency;
    private boolean test;

    @Override
    public void read(String field, BodyReader body) {
        switch (field) {
            case "id" -> id.take(body);
            case "order_id" -> {
                foreign = true;
                body.skip();
            }
            case "name" -> name = body.filled(Texts.MAX_NAME);
            case "financial_status" -> financialStatus = body.filled(Texts.MAX_WORD);
            case "fulfillment_status" -> fulfillmentStatus = body.filled(Texts.MAX_WORD);
            case "cancelled_at" -> readCancelledAt(body);
            case "created_at" -> createdAt = body.time();
            case "updated_at" -> updatedAt = body.time();
            case "customer" -> body.fields(customer);
            case "billing_address" -> body.fields(billing);
            case "shipping_address" -> body.fields(shipping);
            case "email" -> email = body.filled(Texts.MAX_NAME);
            case "contact_email" -> contactEmail = body.filled(Texts.MAX_NAME);
            case "line_items" -> lines.take(body);
            case "total_price" -> totalAmount = body.money();
            case "currency" -> currency = body.filled(Texts.MAX_WORD);
            case "test" -> test = body.isTrue();
            case "fulfillments" -> body.elements(() -> ItemReader.readFrom(body).addFulfillmentTo(fulfillments));
            case "refunds" -> body.elements(() -> ItemReader.readFrom(body).addRefundTo(refunds, transactions));
            case "transactions" -> body.elements(() -> ItemReader.readFrom(body).addTransactionTo(transactions));
            default -> body.skip();
        }
    }

    // A cancellation must not be lost to a date that nobody can read: goods would be sent.
    private void readCancelledAt(BodyReader body) {
        String text = body.filled(Texts.MAX_WORD);
        cancelledAt = Times.read(text);
        cancelled = text != null;
    }

    /** The order's id, or what is wrong with it. */
    long orderId() {
        return id.orderId();
    }

    /** It has an {@code order_id}: something that belongs to an order, not an order. */
    boolean isForeign() {
        return foreign;
    }

    @Nullable
    Instant updatedAt() {
        return updatedAt;
    }

    OrderFacts facts(String digest) {
        Snapshot snapshot = new Snapshot(
                Version.of(updatedAt, financialStatus, fulfillmentStatus, cancelled, digest),
                name,
                financialStatus,
                fulfillmentStatus,
                cancelledAt,
                createdAt,
                updatedAt,
                customer.id,
                customerName(),
                customerEmail(),
                lines.lines(),
                totalAmount,
                currency,
                test);
        return new OrderFacts(
                snapshot,
                Statuses.isPayment(financialStatus),
                cancelled,
                Statuses.isRefunded(financialStatus),
                Statuses.isFulfilled(fulfillmentStatus) || Statuses.isPartial(fulfillmentStatus),
                fulfillments,
                refunds,
                transactions,
                null,
                null,
                null,
                null);
    }

    private @Nullable String customerName() {
        String own = customer.fullName();
        if (own != null) {
            return own;
        }
        String billed = billing.fullName();
        return billed != null ? billed : shipping.fullName();
    }

    private @Nullable String customerEmail() {
        if (email != null) {
            return email;
        }
        return contactEmail != null ? contactEmail : customer.email;
    }

    /** A customer or an address. */
    private static final class PersonReader implements BodyReader.Field {
        private @Nullable String id;
        private @Nullable String firstName;
        private @Nullable String lastName;
        private @Nullable String name;
        private @Nullable String email;

        @Override
        public void read(String field, BodyReader body) {
            switch (field) {
                case "id" -> id = id(body);
                case "first_name" -> firstName = body.filled(Texts.MAX_NAME);
                case "last_name" -> lastName = body.filled(Texts.MAX_NAME);
                case "name" -> name = body.filled(Texts.MAX_NAME);
                case "email" -> email = body.filled(Texts.MAX_NAME);
                default -> body.skip();
            }
        }

        private static @Nullable String id(BodyReader body) {
            if (body.token() != JsonToken.VALUE_NUMBER_INT) {
                return body.filled(Texts.MAX_WORD);
            }
            String digits = body.string();
            return digits.length() > Texts.MAX_WORD ? null : digits;
        }

        @Nullable
        String fullName() {
            if (firstName == null && lastName == null) {
                return name;
            }
            if (firstName == null || lastName == null) {
                return firstName == null ? lastName : firstName;
            }
            return Texts.clean(firstName + ' ' + lastName, Texts.MAX_NAME);
        }
    }
}
