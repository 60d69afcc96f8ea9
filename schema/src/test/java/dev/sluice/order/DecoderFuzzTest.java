package dev.sluice.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import java.time.Instant;

/**
 * Any bytes under any topic are read or refused, and what was read can be stored and merged. Runs the kept corpus as a
 * test; searches for more with {@code JAZZER_FUZZ=1}.
 */
class DecoderFuzzTest {
    private static final String[] TOPICS = {
        "orders/updated",
        "orders/delete",
        "orders/edited",
        "fulfillments/update",
        "refunds/create",
        "order_transactions/create",
        null
    };

    @FuzzTest(maxDuration = "2m")
    void bytesAreReadOrRefused(FuzzedDataProvider input) {
        EventType type = input.pickValue(EventType.values());
        String topic = TOPICS[input.consumeInt(0, TOPICS.length - 1)];
        Event event = new Event(
                type,
                "shop.example.com",
                "1",
                topic,
                null,
                null,
                null,
                Instant.parse("2026-03-01T10:00:00Z"),
                null,
                null,
                null,
                input.consumeRemainingAsBytes());
        OrderFacts facts;
        try {
            facts = EventDecoder.decode(event).facts();
        } catch (UndecodableException refused) {
            assertThat(refused.detail()).isNotBlank();
            return;
        }
        assertThat(FactsCodec.decode(FactsCodec.encode(facts))).isEqualTo(facts);
        assertThat(facts.merge(facts)).isEqualTo(facts);
        assertThat(OrderFacts.NONE.merge(facts)).isEqualTo(facts);
    }
}
