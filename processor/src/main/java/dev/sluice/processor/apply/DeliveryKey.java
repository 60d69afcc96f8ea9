package dev.sluice.processor.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.Event;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What makes two records the same delivery: shop, topic and webhook id, and the same body, since the headers are not
 * covered by the signature. 128 bits of SHA-256.
 */
final class DeliveryKey {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(DeliveryKey::newDigest);

    private DeliveryKey() {}

    /** Null without a webhook id: then the merge alone decides. */
    static @Nullable UUID of(Event event) {
        if (event.webhookId() == null) {
            return null;
        }
        MessageDigest digest = SHA_256.get();
        digest.reset();
        add(digest, event.shop());
        add(digest, event.topic() == null ? "" : event.topic());
        add(digest, event.webhookId());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(event.body()));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
