package dev.sluice.logistics.fakecarrier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A carrier that sends nothing. {@code POST /shipments} with an {@code Idempotency-Key} takes a parcel over, at once in
 * transit; {@code GET /shipments/{key}} says how far it is; {@code POST /shipments/{key}/cancellation} takes it back while
 * it is not delivered; {@code PUT /behaviour/{name}} changes how it answers. Listens on the loopback address only.
 */
public final class FakeCarrier implements AutoCloseable {

    /** How it answers. */
    public enum Behaviour {
        NORMAL,
        /** Correctly, after 5 s. */
        SLOW,
        /** 503. */
        FAILING,
        /** Does what it is asked, and answers with 503. */
        FORGETFUL,
        /** Takes calls and never answers; one that is waiting when the behaviour changes is answered then. */
        SILENT,
        /** 422: it does not want the parcel. */
        REFUSING
    }

    private static final Duration SLOW_ANSWER = Duration.ofSeconds(5);
    private static final int THREADS = 32;
    private static final int MOST_BODY_BYTES = 4 * 1024 * 1024;

    private final HttpServer server;
    private final int port;
    private final Duration deliveredAfter;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "fake-carrier");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Parcel> parcels = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Behaviour behaviour = Behaviour.NORMAL;
    private volatile boolean closed;

    /**
     * @param takenOver how often it was handed over; more than once only for tests to see, as it is sent once
     */
    private record Parcel(int takenOver, boolean cancelled, Instant since) {}

    private FakeCarrier(HttpServer server, Duration deliveredAfter) {
        this.server = server;
        this.port = server.getAddress().getPort();
        this.deliveredAfter = deliveredAfter;
    }

    /**
     * @param port 0 for any that is free
     * @param deliveredAfter how long a parcel is on its way
     */
    public static FakeCarrier start(int port, Duration deliveredAfter) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
        FakeCarrier carrier = new FakeCarrier(server, deliveredAfter);
        server.setExecutor(carrier.threads);
        server.createContext("/", carrier::handle);
        server.start();
        return carrier;
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return port;
    }

    public void behave(Behaviour wanted) {
        behaviour = wanted;
    }

    /** Calls of any kind so far. */
    public int calls() {
        return calls.get();
    }

    /** Parcels that it sends or has sent: taken over and not cancelled. */
    public int sent() {
        return (int) parcels.values().stream()
                .filter(parcel -> parcel.takenOver() > 0 && !parcel.cancelled())
                .count();
    }

    /** Parcels that were handed over again, under the same key. */
    public int handedOverAgain() {
        return (int) parcels.values().stream()
                .filter(parcel -> parcel.takenOver() > 1)
                .count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> path =
                    List.of(exchange.getRequestURI().getPath().substring(1).split("/", -1));
            String method = exchange.getRequestMethod();
            if (method.equals("PUT") && path.size() == 2 && path.get(0).equals("behaviour")) {
                change(exchange, path.get(1));
                return;
            }
            calls.incrementAndGet();
            exchange.getRequestBody().readNBytes(MOST_BODY_BYTES);
            Behaviour answering = behaviour;
            waitAs(answering);
            if (answering == Behaviour.FAILING) {
                answer(exchange, 503, "{}");
            } else if (answering == Behaviour.REFUSING) {
                answer(exchange, 422, "{}");
            } else {
                serve(exchange, method, path, answering);
            }
        }
    }

    private void change(HttpExchange exchange, String name) throws IOException {
        try {
            behave(Behaviour.valueOf(name.toUpperCase(Locale.ROOT)));
            answer(exchange, 200, "{\"behaviour\":\"" + name + "\"}");
        } catch (IllegalArgumentException e) {
            answer(exchange, 404, "{}");
        }
    }

    private void waitAs(Behaviour answering) {
        long end = System.nanoTime() + SLOW_ANSWER.toNanos();
        while (!closed
                && behaviour == answering
                && (answering == Behaviour.SILENT || (answering == Behaviour.SLOW && System.nanoTime() < end))) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void serve(HttpExchange exchange, String method, List<String> path, Behaviour answering)
            throws IOException {
        Parcel parcel;
        String key =
                path.size() > 1 ? path.get(1) : exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key == null || key.isEmpty() || !path.get(0).equals("shipments")) {
            answer(exchange, 400, "{}");
            return;
        }
        if (method.equals("POST") && path.size() == 1) {
            parcel = parcels.merge(
                    key,
                    new Parcel(1, false, now()),
                    (known, handed) -> new Parcel(known.takenOver() + 1, known.cancelled(), known.since()));
        } else if (method.equals("POST") && path.size() == 3 && path.get(2).equals("cancellation")) {
            parcel = parcels.merge(key, new Parcel(0, true, now()), (known, none) -> cancelled(known));
        } else {
            parcel = parcels.get(key);
        }
        if (parcel == null) {
            answer(exchange, 404, "{}");
        } else {
            answer(exchange, answering == Behaviour.FORGETFUL ? 503 : 200, json(key, parcel));
        }
    }

    private Parcel cancelled(Parcel known) {
        return known.cancelled() || isDelivered(known) ? known : new Parcel(known.takenOver(), true, now());
    }

    private boolean isDelivered(Parcel parcel) {
        return !parcel.cancelled() && !now().isBefore(parcel.since().plus(deliveredAfter));
    }

    private String json(String key, Parcel parcel) {
        boolean delivered = isDelivered(parcel);
        String status = parcel.cancelled() ? "cancelled" : delivered ? "delivered" : "in_transit";
        Instant since = delivered ? parcel.since().plus(deliveredAfter) : parcel.since();
        return "{\"status\":\"%s\",\"tracking_number\":\"FC%s\",\"updated_at\":\"%s\"}".formatted(status, key, since);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** It is dead: connections are refused. */
    @Override
    public void close() {
        closed = true;
        server.stop(0);
        threads.shutdownNow();
    }
}
