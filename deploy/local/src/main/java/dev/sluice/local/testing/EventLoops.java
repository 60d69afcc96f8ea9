package dev.sluice.local.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.blockhound.BlockHound;

/**
 * Watches event loops for blocking calls. They are recorded and not made to fail, as an error that is thrown out of the
 * middle of a lock leaves that lock broken for good.
 */
public final class EventLoops {
    private static final int MOST_RECORDED = 20;

    /** Their locks guard memory: whoever holds one does no more than change a few fields. */
    private static final List<String> LOCKS_BRIEFLY = List.of("io.netty.", "io.lettuce.", "io.github.resilience4j.");

    private static final Set<String> LOCKS = Set.of(
            "java.util.concurrent.locks.ReentrantLock",
            "java.util.concurrent.locks.StampedLock",
            "java.util.concurrent.locks.ReentrantReadWriteLock$ReadLock",
            "java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock");
    private static final Queue<String> BLOCKING = new ConcurrentLinkedQueue<>();

    /** What recording itself does, such as loading a class, is not recorded. */
    private static final ThreadLocal<@Nullable Boolean> RECORDING = new ThreadLocal<>();

    static {
        BlockHound.builder()
                .loadIntegrations()
                // Appends to a batch under a lock that is held for microseconds. It never waits for the broker: the
                // topics' metadata is there before the gateway opens, and what is in flight stays below the buffer.
                .allowBlockingCallsInside("org.apache.kafka.clients.producer.KafkaProducer", "send")
                // The nonce of a new connection to PostgreSQL comes from /dev/urandom, which never blocks.
                .allowBlockingCallsInside("com.ongres.scram.common.ScramFunctions", "nonce")
                .blockingMethodCallback(method -> record(method.toString()))
                .install();
    }

    private EventLoops() {}

    /** Watches from the first call on, for the rest of this JVM. */
    public static void watch() {
        // Done by the initialisation of this class.
    }

    /** Blocking calls of all tests in this JVM since it was last asked, each with its stack; at most 20. */
    public static List<String> takeBlocking() {
        List<String> taken = new ArrayList<>();
        for (String call = BLOCKING.poll(); call != null; call = BLOCKING.poll()) {
            taken.add(call);
        }
        return taken;
    }

    private static void record(String method) {
        if (RECORDING.get() != null) {
            return;
        }
        RECORDING.set(true);
        try {
            StackTraceElement[] stack = Thread.currentThread().getStackTrace();
            if (!isIdle(stack) && !isBriefLock(stack) && BLOCKING.size() < MOST_RECORDED) {
                BLOCKING.add(method + " on " + Thread.currentThread().getName() + " " + Arrays.toString(stack));
            }
        } finally {
            RECORDING.remove();
        }
    }

    /**
     * On a machine with more to do than cores a thread may lose its core while it holds a lock, and any lock shows up here
     * once. One that a library of ours takes to guard its memory is not what is looked for; waiting for anything else is.
     */
    private static boolean isBriefLock(StackTraceElement[] stack) {
        boolean locks = false;
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (LOCKS.contains(type)
                    && frame.getMethodName().toLowerCase(Locale.ROOT).endsWith("lock")) {
                locks = true;
            } else if (locks && !type.startsWith("java.")) {
                return LOCKS_BRIEFLY.stream().anyMatch(type::startsWith);
            }
        }
        return false;
    }

    /** A worker that waited for work when the watch began is idle, not blocked. */
    private static boolean isIdle(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getMethodName().equals("getTask")) {
                return true;
            }
        }
        return false;
    }
}
