package dev.sluice.loadtest.samples;

import java.time.Instant;
import java.util.Random;

/**
 * What is settled about an order before its life is played: cheap, so that a whole day can be planned at once.
 *
 * @param index position in the day, from 0
 * @param seed of everything that chance decides about this order
 */
record OrderPlan(int index, Storefront storefront, long orderId, int number, Life life, Instant placedAt, long seed) {

    Random chance() {
        return new Random(seed);
    }

    ExpectedOrder expected() {
        Life.Ending end = life.ending();
        return new ExpectedOrder(
                storefront.shop(),
                Long.toString(orderId),
                life.name(),
                end.state(),
                end.financialStatus(),
                end.fulfillmentStatus(),
                end.deleted());
    }
}
