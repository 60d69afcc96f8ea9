package dev.sluice.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.contract.TopicKind;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.UndecodableException;
import java.time.Instant;

/**
 * Any bytes have an order id or a reason why not, and the processor never takes them for another order's. Runs the kept
 * corpus as a test; searches for more with {@code JAZZER_FUZZ=1}.
 */
class IntakeFuzzTest {
    private static final String[] TOPICS = {
        "orders/updated",
        "orders/delete",
        "orders/edited",
        "fulfillments/update",
        "refunds/create",
        "order_transactions/create"
    };

    @FuzzTest(maxDuration = "2m")
    void aBodyHasAnOrderIdOrAReason(FuzzedDataProvider input) {
        String topic = TOPICS[input.consumeInt(0, TOPICS.length - 1)];
        byte[] body = input.consumeRemainingAsBytes();

        OrderIdScan scan = OrderIdScan.of(TopicKind.of(topic), body);

        assertThat(scan.orderId() > 0).isEqualTo(scan.unusable() == null);
        if (scan.orderId() > 0) {
            String id = Long.toString(scan.orderId());
            try {
                assertThat(EventDecoder.decode(event(topic, id, body)).orderId())
                        .isEqualTo(id);
            } catch (UndecodableException refused) {
                assertThat(refused.reason()).isNotNull();
            }
        }
    }

    private static Event event(String topic, String id, byte[] body) {
        return new Event(
                EventType.SHOPIFY,
                "shop.example.com",
                id,
                topic,
                null,
                null,
                null,
                Instant.parse("2026-03-01T10:00:00Z"),
                null,
                null,
                null,
                body);
    }
}
