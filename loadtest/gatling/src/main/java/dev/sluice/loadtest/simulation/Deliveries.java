package dev.sluice.loadtest.simulation;

import dev.sluice.loadtest.client.Signature;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.stack.Shop;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Deliveries as sessions need them. A thread makes and signs them some thousand ahead of their sending, so that a slow
 * machine does not send late because it makes them late; more are never held.
 */
final class Deliveries implements Iterator<Map<String, Object>> {
    private static final int AHEAD = 4_000;
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Map<String, Object>> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Map<String, String> secrets = new HashMap<>();

    private Deliveries(List<Shop> shops) {
        shops.forEach(shop -> secrets.put(shop.name(), shop.secret()));
    }

    /** @param deliveries of those shops; whoever takes more than there are waits in vain */
    static Deliveries of(Iterator<Delivery> deliveries, List<Shop> shops) {
        Deliveries made = new Deliveries(shops);
        Thread thread = new Thread(() -> made.fill(deliveries), "deliveries");
        thread.setDaemon(true);
        thread.start();
        return made;
    }

    private void fill(Iterator<Delivery> deliveries) {
        try {
            while (deliveries.hasNext()) {
                ready.put(session(deliveries.next()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> session(Delivery delivery) {
        String secret = Objects.requireNonNull(secrets.get(delivery.shop()), "an unknown shop");
        return Map.of(
                "shop", delivery.shop(),
                "topic", Objects.requireNonNull(delivery.topic(), "a delivery without a topic"),
                "webhookId", delivery.webhookId(),
                "eventId", delivery.eventId(),
                "triggeredAt", delivery.triggeredAt(),
                "apiVersion", delivery.apiVersion(),
                "signature", Signature.of(secret, delivery.body()),
                "body", delivery.body());
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Map<String, Object> next() {
        try {
            Map<String, Object> next = ready.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new NoSuchElementException("no more deliveries");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoSuchElementException("interrupted", e);
        }
    }
}
