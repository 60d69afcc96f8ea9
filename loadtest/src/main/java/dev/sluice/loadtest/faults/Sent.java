package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.samples.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A delivery and what became of every attempt to bring it. One attempt is under way at a time. */
final class Sent {
    private final String shop;
    private final @Nullable String topic;
    private final String webhookId;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private @Nullable Delivery delivery;

    Sent(Delivery delivery) {
        this.shop = delivery.shop();
        this.topic = delivery.topic();
        this.webhookId = delivery.webhookId();
        this.delivery = delivery;
    }

    String webhookId() {
        return webhookId;
    }

    /** What must be in the log once it was accepted: the same for a duplicate. */
    String identity() {
        return shop + ' ' + topic + ' ' + webhookId;
    }

    synchronized Delivery delivery() {
        return Objects.requireNonNull(delivery, "the body was let go of");
    }

    /** @param keepBody whether it may be sent again although it was accepted */
    synchronized void attempted(Attempt attempt, boolean keepBody) {
        attempts.add(attempt);
        if (attempt.accepted() && !keepBody) {
            delivery = null;
        }
    }

    synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    synchronized boolean accepted() {
        return attempts.stream().anyMatch(Attempt::accepted);
    }
}
