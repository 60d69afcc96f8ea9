package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.stack.Shop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The senders of a scenario: so many connections at a given rate, and a log of every attempt. Nothing is sent again until
 * {@link #retryRefused}; then everything is that has no 2xx.
 */
final class Load implements AutoCloseable {
    private static final int MOST_DELIVERIES = 120_000;
    private static final long ROUND_PAUSE_MS = 250;
    private static final long HOLD_POLL_MS = 10;
    private static final long SENDER_END_MS = 15_000;

    private final URI gateway;
    private final Map<String, String> secrets = new HashMap<>();
    private final int connections;
    private final boolean keepBodies;
    private final AttemptLog log;
    private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final AtomicLong nextSlot = new AtomicLong();
    private final List<Thread> senders = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong attempts = new AtomicLong();
    private volatile boolean sending;
    private volatile boolean held;
    private volatile long intervalNanos;

    /**
     * @param connections how many attempts are under way at once at most
     * @param keepBodies whether deliveries may be sent again that were accepted
     * @param file receives a line for each attempt
     */
    Load(URI gateway, List<Shop> shops, int connections, boolean keepBodies, Path file) throws IOException {
        this.gateway = gateway;
        this.connections = connections;
        this.keepBodies = keepBodies;
        shops.forEach(shop -> secrets.put(shop.name(), shop.secret()));
        log = AttemptLog.open(file);
    }

    /**
     * Begins to send.
     *
     * @param perSecond rate; while the gateway is slower, the rate is the gateway's
     */
    void start(Iterator<Delivery> deliveries, int perSecond) {
        Supplier<@Nullable Sent> source = () -> {
            synchronized (deliveries) {
                return deliveries.hasNext() && sent.size() < MOST_DELIVERIES ? first(deliveries.next()) : null;
            }
        };
        sending = true;
        pace(perSecond);
        nextSlot.set(System.nanoTime());
        startSenders(source);
    }

    /** Changes the rate while it runs. */
    void pace(int perSecond) {
        intervalNanos = 1_000_000_000L / perSecond;
    }

    /** While held nothing new is sent; what is under way goes on. */
    void hold(boolean hold) {
        held = hold;
    }

    private Sent first(Delivery delivery) {
        Sent entry = new Sent(delivery);
        sent.add(entry);
        return entry;
    }

    private void startSenders(Supplier<@Nullable Sent> source) {
        for (int i = 0; i < connections; i++) {
            Thread sender = new Thread(() -> run(source), "sender-" + i);
            sender.setDaemon(true);
            senders.add(sender);
            sender.start();
        }
    }

    private void run(Supplier<@Nullable Sent> source) {
        try (HttpSocket socket = new HttpSocket(gateway)) {
            while (sending) {
                awaitSlot();
                while (held && sending) {
                    TimeUnit.MILLISECONDS.sleep(HOLD_POLL_MS);
                }
                if (!sending) {
                    return;
                }
                Sent entry = source.get();
                if (entry == null) {
                    return;
                }
                attempt(socket, entry);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Slots that nobody could take are lost: a stall must not be followed by a burst of the load's own making. */
    private void awaitSlot() throws InterruptedException {
        long slot = nextSlot.updateAndGet(last -> Math.max(last + intervalNanos, System.nanoTime() - intervalNanos));
        long wait = slot - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private void attempt(HttpSocket socket, Sent entry) {
        Delivery delivery = entry.delivery();
        Attempt attempt = socket.send(delivery, secret(delivery.shop()), startedAt);
        entry.attempted(attempt, keepBodies);
        attempts.incrementAndGet();
        if (attempt.accepted()) {
            accepted.incrementAndGet();
        }
        log.write(delivery, attempt);
    }

    private String secret(String shop) {
        return Objects.requireNonNull(secrets.get(shop), "no secret of " + shop);
    }

    /** Sends one delivery now, from this thread, beside whatever else is sent. */
    Attempt sendNow(Delivery delivery) {
        return sendAgain(first(delivery));
    }

    private Attempt sendAgain(Sent entry) {
        try (HttpSocket socket = new HttpSocket(gateway)) {
            attempt(socket, entry);
        }
        List<Attempt> made = entry.attempts();
        return made.get(made.size() - 1);
    }

    /** Sends all of these, in turn over the connections, as fast as they are answered; returns when they are. */
    void sendAll(List<Delivery> deliveries) throws InterruptedException {
        List<Sent> entries = deliveries.stream().map(this::first).toList();
        bringAll(entries);
    }

    /** Sends again what was accepted, with the same webhook ids; needs the bodies kept. */
    int repeatAccepted() throws InterruptedException {
        List<Sent> entries = sent.stream().filter(Sent::accepted).toList();
        bringAll(entries);
        return entries.size();
    }

    private void bringAll(List<Sent> entries) throws InterruptedException {
        ConcurrentLinkedQueue<Sent> waiting = new ConcurrentLinkedQueue<>(entries);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(connections, entries.size()); i++) {
            Thread worker = new Thread(
                    () -> {
                        try (HttpSocket socket = new HttpSocket(gateway)) {
                            for (Sent next = waiting.poll(); next != null; next = waiting.poll()) {
                                attempt(socket, next);
                            }
                        }
                    },
                    "sender-all-" + i);
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    /** Ends the sending; returns when the attempts that are under way have ended. */
    void stop() throws InterruptedException {
        sending = false;
        for (Thread sender : senders) {
            sender.join(SENDER_END_MS);
        }
        senders.clear();
    }

    /**
     * Sends again whatever has no 2xx, round after round.
     *
     * @return how many have none at the end
     */
    int retryRefused(long limitSeconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
        List<Sent> open = refused();
        while (!open.isEmpty() && System.nanoTime() < end) {
            bringAll(open);
            open = refused();
            if (!open.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(ROUND_PAUSE_MS);
            }
        }
        return open.size();
    }

    private List<Sent> refused() {
        return sent.stream().filter(entry -> !entry.accepted()).toList();
    }

    /** All deliveries so far. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    long acceptedAttempts() {
        return accepted.get();
    }

    long attempts() {
        return attempts.get();
    }

    /** Waits for nothing; attempts that are under way go unrecorded. */
    @Override
    public void close() throws IOException {
        sending = false;
        log.close();
    }
}
