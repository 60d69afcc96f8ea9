package dev.sluice.gateway.webhook;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemType;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/** A body while it arrives. Memory grows with what has arrived, not with what was announced. */
final class Body {
    private static final byte[] EMPTY = new byte[0];

    /** Announced bodies up to this size are given their memory at once. */
    private static final int AT_ONCE = 16 * 1024;

    private final BodyBudget budget;
    private final int most;
    private final int announced;
    private byte[] bytes;
    private int length;
    private long taken;
    private boolean released;

    /**
     * @param most bytes
     * @param announced by Content-Length; -1 when unknown
     */
    Body(BodyBudget budget, int most, long announced) {
        this.budget = budget;
        this.most = most;
        this.announced = (int) Math.min(announced, most);
        this.bytes = announced > 0 ? new byte[Math.min(this.announced, AT_ONCE)] : EMPTY;
    }

    /** Takes a part over and releases its buffer. */
    void add(DataBuffer part) {
        try {
            int size = part.readableByteCount();
            if (size > most - length) {
                throw tooLarge(most).asException();
            }
            synchronized (this) {
                if (released || !budget.take(size, (long) length + size)) {
                    throw noRoom();
                }
                taken += size;
            }
            makeRoom(length + size);
            part.read(bytes, length, size);
            length += size;
        } finally {
            DataBufferUtils.release(part);
        }
    }

    private void makeRoom(int needed) {
        if (needed > bytes.length) {
            int doubled = Math.max(needed, Math.min(most, 2 * bytes.length));
            bytes = Arrays.copyOf(bytes, announced >= needed ? Math.min(announced, doubled) : doubled);
        }
    }

    byte[] bytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Gives the memory back; may be called at any time and more than once. */
    synchronized void release() {
        if (!released) {
            released = true;
            budget.giveBack(taken);
        }
    }

    static Problem tooLarge(int most) {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "A body may have " + most + " bytes at most.");
    }

    private static RuntimeException noRoom() {
        return Problem.of(ProblemType.OVERLOADED, "Too many bodies are being received.")
                .retryAfter(Duration.ofSeconds(2))
                .asException();
    }
}
