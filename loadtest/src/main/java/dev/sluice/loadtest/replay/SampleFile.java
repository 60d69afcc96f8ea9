package dev.sluice.loadtest.replay;

import dev.sluice.contract.TopicKind;
import dev.sluice.loadtest.samples.Delivery;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file to be sent as it is.
 *
 * @param topic null when neither the manifest nor the name says one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SampleFile(Path file, @Nullable String topic, String apiVersion, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.shared();

    Delivery delivery(String shop) {
        return new Delivery(
                shop,
                topic,
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                apiVersion,
                orderId().orElse(null),
                true,
                body);
    }

    /** Shopify's id of the order that the body is about, where its topic has it. */
    Optional<String> orderId() {
        if (topic == null) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            // What can't be read here is sent all the same: to see what becomes of it is the point.
            return Optional.empty();
        }
        JsonNode id = switch (TopicKind.of(topic)) {
            case WHOLE_ORDER, DELETION -> json.path("id");
            case EDIT -> json.path("order_edit").path("order_id");
            case FULFILLMENT, REFUND, TRANSACTION, OTHER_ORDER -> json.path("order_id");
            case COMPLIANCE, NO_ORDER -> json.path("no order");
        };
        boolean usable = id.isIntegralNumber() && id.bigIntegerValue().compareTo(BigInteger.ZERO) > 0;
        return usable ? Optional.of(id.bigIntegerValue().toString()) : Optional.empty();
    }
}
