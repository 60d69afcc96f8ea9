package dev.sluice.processor.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.BodyDigest;
import dev.sluice.contract.Event;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What makes two records the same delivery: shop, topic and webhook id, and the same body, since the headers are not
 * covered by the signature. 128 bits of SHA-256.
 */
final class DeliveryKey {

    private DeliveryKey() {}

    /**
     * Null without a webhook id: then the merge alone decides.
     *
     * @param bodyDigest as {@link BodyDigest} makes it
     */
    static @Nullable UUID of(Event event, byte[] bodyDigest) {
        if (event.webhookId() == null) {
            return null;
        }
        MessageDigest digest = BodyDigest.sha256();
        add(digest, event.shop());
        add(digest, event.topic() == null ? "" : event.topic());
        add(digest, event.webhookId());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(bodyDigest));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(UTF_8));
        digest.update((byte) 0);
    }
}
