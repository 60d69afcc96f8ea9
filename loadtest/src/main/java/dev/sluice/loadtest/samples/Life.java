package dev.sluice.loadtest.samples;

import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stories that an order of the sale day can live. Each is legal in Shopify, is 3 to 6 deliveries long, and says by
 * itself how it ends, so that the expectation does not depend on the code under test.
 *
 * <p>A second in which several deliveries show different bodies is wanted where it occurs: {@code updated_at} is in
 * whole seconds, and the body that is further along must win.
 */
enum Life {
    PAID_AND_DELIVERED(26, 6, ended("delivered", "paid", "fulfilled"), order -> {
        order.placed("paid").sends("orders/create").sends("orders/paid");
        order.later().ships("success", null).sendsParcel("fulfillments/create").sends("orders/fulfilled");
        order.later().carries("in_transit").sendsParcel("fulfillments/update");
        order.later().carries("delivered").sendsParcel("fulfillments/update");
    }),
    PAID_LATER_AND_SHIPPED(12, 5, ended("shipped", "paid", "fulfilled"), order -> {
        order.placed("pending").sends("orders/create");
        order.financial("paid").sends("orders/paid");
        order.later()
                .ships("success", "label_printed")
                .sends("orders/fulfilled")
                .sendsParcel("fulfillments/create");
        order.later().carries("out_for_delivery").sendsParcel("fulfillments/update");
    }),
    AUTHORIZED_THEN_CAPTURED(10, 4, ended("confirmed", "paid", null), order -> {
        order.placed("authorized").sends("orders/create");
        order.later().financial("paid").transacts("capture").sends("orders/paid");
        order.later().noted("gift, no invoice in the parcel").sends("orders/updated");
    }),
    CASH_ON_DELIVERY_DELIVERED(8, 5, ended("delivered", "pending", "fulfilled"), order -> {
        order.placed("pending").sends("orders/create");
        order.later().noted("call before you come").sends("orders/updated");
        order.later()
                .ships("success", "in_transit")
                .sendsParcel("fulfillments/create")
                .sends("orders/fulfilled");
        order.later().carries("delivered").sendsParcel("fulfillments/update");
    }),
    CASH_ON_DELIVERY_WAITING(6, 3, ended("pending", "pending", null), order -> {
        order.placed("pending").sends("orders/create");
        order.later().noted("leave it with the neighbour").sends("orders/updated");
        order.later().noted("no, at the door").sends("orders/updated");
    }),
    PARTLY_PAID(3, 3, ended("confirmed", "partially_paid", null), order -> {
        order.placed("pending").sends("orders/create");
        order.later().financial("partially_paid").transacts("sale").sends("orders/updated");
    }),
    PARTLY_SHIPPED(6, 4, ended("processing", "paid", "partial"), order -> {
        order.placed("paid").sends("orders/create").sends("orders/paid");
        order.later()
                .shipsPart("success", "in_transit")
                .sendsParcel("fulfillments/create")
                .sends("orders/partially_fulfilled");
    }),
    TWO_PARCELS_ONE_UNDER_WAY(5, 6, ended("shipped", "paid", "fulfilled"), order -> {
        order.placed("paid").sends("orders/create");
        order.later().shipsPart("success", "in_transit").sendsParcel("fulfillments/create");
        order.sends("orders/partially_fulfilled");
        order.later().carries("delivered").sendsParcel("fulfillments/update");
        order.later()
                .ships("success", "in_transit")
                .sendsParcel("fulfillments/create")
                .sends("orders/fulfilled");
    }),
    TWO_PARCELS_DELIVERED(3, 6, ended("delivered", "paid", "fulfilled"), order -> {
        order.placed("paid").sends("orders/create");
        order.later().shipsPart("success", null).sends("orders/partially_fulfilled");
        order.later().carries("delivered").sendsParcel("fulfillments/update");
        order.later().ships("success", null).sendsParcel("fulfillments/create").sends("orders/fulfilled");
        order.later().carries("delivered").sendsParcel("fulfillments/update");
    }),
    DELIVERY_FAILED(2, 4, ended("shipped", "paid", "fulfilled"), order -> {
        order.placed("paid").sends("orders/create");
        order.later()
                .ships("success", "in_transit")
                .sendsParcel("fulfillments/create")
                .sends("orders/fulfilled");
        order.later().carries("failure").sendsParcel("fulfillments/update");
    }),
    SHIPPED_THEN_TAKEN_BACK(2, 5, ended("confirmed", "paid", null), order -> {
        order.placed("paid").sends("orders/create");
        order.later().ships("success", null).sendsParcel("fulfillments/create").sends("orders/fulfilled");
        order.later().withdrawsParcel().sendsParcel("fulfillments/update").sends("orders/updated");
    }),
    SHIPPED_TAKEN_BACK_AND_REDONE(2, 6, ended("shipped", "paid", "fulfilled"), order -> {
        order.placed("paid").sends("orders/create").sends("orders/paid");
        order.later().ships("success", null).sendsParcel("fulfillments/create");
        order.later().withdrawsParcel().sendsParcel("fulfillments/update");
        order.later()
                .ships("success", "label_printed")
                .sendsParcel("fulfillments/create")
                .sends("orders/fulfilled");
    }),
    EDITED(4, 4, ended("confirmed", "paid", null), order -> {
        order.placed("paid").sends("orders/create").sends("orders/paid");
        order.later().addsLine().sendsEdit().sends("orders/updated");
    }),
    EDITED_AFTER_SHIPPING(1, 5, ended("processing", "partially_paid", "partial"), order -> {
        order.placed("paid").sends("orders/create");
        order.later()
                .ships("success", "in_transit")
                .sendsParcel("fulfillments/create")
                .sends("orders/fulfilled");
        order.later().financial("partially_paid").addsLine().sendsEdit().sends("orders/updated");
    }),
    CANCELLED_UNPAID(4, 3, ended("cancelled", "voided", null), order -> {
        order.placed("pending").sends("orders/create");
        order.later()
                .cancels("customer")
                .financial("voided")
                .sends("orders/cancelled")
                .sends("orders/updated");
    }),
    AUTHORIZATION_VOIDED(1, 3, ended("confirmed", "voided", null), order -> {
        order.placed("authorized").sends("orders/create");
        order.later().financial("voided").transacts("void").sends("orders/updated");
    }),
    CANCELLED_AND_REFUNDED(4, 5, ended("refunded", "refunded", null), order -> {
        order.placed("paid").sends("orders/create").sends("orders/paid");
        order.later().cancels("inventory").refunds(100).sendsRefund();
        order.sends("orders/cancelled").sends("orders/updated");
    }),
    RETURNED_AND_REFUNDED(4, 6, ended("refunded", "refunded", "fulfilled"), order -> {
        order.placed("paid").sends("orders/create");
        order.later()
                .ships("success", "in_transit")
                .sendsParcel("fulfillments/create")
                .sends("orders/fulfilled");
        order.later().carries("delivered").sendsParcel("fulfillments/update");
        order.later().refunds(100).sendsRefund().sends("orders/updated");
    }),
    PARTLY_REFUNDED(3, 4, ended("shipped", "partially_refunded", "fulfilled"), order -> {
        order.placed("paid").sends("orders/create");
        order.later().ships("success", "in_transit").sends("orders/fulfilled");
        order.later().refunds(30).sendsRefund().sends("orders/updated");
    }),
    REFUSED_AT_THE_DOOR(2, 5, ended("cancelled", "voided", "fulfilled"), order -> {
        order.placed("pending").sends("orders/create");
        order.later().ships("success", "in_transit").sends("orders/fulfilled");
        order.later().carries("attempted_delivery").sendsParcel("fulfillments/update");
        order.later()
                .cancels("declined")
                .financial("voided")
                .sends("orders/cancelled")
                .sends("orders/updated");
    }),
    CANCELLED_THEN_DELETED(1, 4, new Ending("cancelled", "voided", null, true), order -> {
        order.placed("pending").sends("orders/create");
        order.later()
                .cancels("fraud")
                .financial("voided")
                .sends("orders/cancelled")
                .sends("orders/updated");
        order.later().sendsDeletion();
    });

    /**
     * How the story ends.
     *
     * @param deleted whether the order was deleted in the shop at last
     */
    record Ending(
            String state, String financialStatus, @Nullable String fulfillmentStatus, boolean deleted) {}

    private static final int ALL_WEIGHTS;

    static {
        int sum = 0;
        for (Life life : values()) {
            sum += life.weight;
        }
        ALL_WEIGHTS = sum;
    }

    private final int weight;
    private final int deliveries;
    private final Ending ending;
    private final Consumer<ShopifyOrder> story;

    Life(int weight, int deliveries, Ending ending, Consumer<ShopifyOrder> story) {
        this.weight = weight;
        this.deliveries = deliveries;
        this.ending = ending;
        this.story = story;
    }

    private static Ending ended(String state, String financialStatus, @Nullable String fulfillmentStatus) {
        return new Ending(state, financialStatus, fulfillmentStatus, false);
    }

    /** One at random, the common ones more often. */
    static Life any(Random chance) {
        int ticket = chance.nextInt(ALL_WEIGHTS);
        for (Life life : values()) {
            ticket -= life.weight;
            if (ticket < 0) {
                return life;
            }
        }
        throw new AssertionError("weights do not sum up");
    }

    /** How many deliveries the story has, duplicates left out. */
    int deliveries() {
        return deliveries;
    }

    Ending ending() {
        return ending;
    }

    void play(ShopifyOrder order) {
        story.accept(order);
    }
}
