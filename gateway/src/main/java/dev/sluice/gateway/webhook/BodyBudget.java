package dev.sluice.gateway.webhook;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of all bodies together, however many connections send however slowly. Large bodies may use half of
 * it, so that a few of them cannot keep the ordinary ones out.
 */
final class BodyBudget {
    /** Above this a body is a large one. */
    static final int ORDINARY_BYTES = 64 * 1024;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    BodyBudget(long most) {
        this.most = most;
    }

    /**
     * @param bytes to add
     * @param bodySize of the body so far, these included
     * @return whether they were added; what was added must be given back
     */
    boolean take(int bytes, long bodySize) {
        long limit = bodySize > ORDINARY_BYTES ? most / 2 : most;
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
