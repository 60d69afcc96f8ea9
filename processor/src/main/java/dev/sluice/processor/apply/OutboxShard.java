package dev.sluice.processor.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;

/** Which shard of the outbox an order's rows are in: always the same, so that one owner publishes them in order. */
public final class OutboxShard {
    /** Shards are numbered from 1 to this. Fixed for good: with another number orders would change their shard. */
    public static final int COUNT = 4;

    private OutboxShard() {}

    /**
     * @param orderId {@code <shop>:<order id>}
     */
    public static short of(String orderId) {
        CRC32 hash = new CRC32();
        hash.update(orderId.getBytes(UTF_8));
        return (short) (1 + hash.getValue() % COUNT);
    }
}
