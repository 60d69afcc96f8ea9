package dev.sluice.loadtest.bench;

import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.cli.Table;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.client.Answers;
import dev.sluice.loadtest.client.Call;
import dev.sluice.loadtest.client.Feed;
import dev.sluice.loadtest.client.WebhookClient;
import dev.sluice.loadtest.client.WebhookRequest;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.samples.SaleDay;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.stack.Shop;
import dev.sluice.loadtest.stack.Sql;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How long it takes from sending a delivery until its order can be queried, while deliveries of new orders come at half of
 * the rate that the whole path bears.
 */
final class LatencyBench {
    private static final int CONNECTIONS = 32;
    private static final int THREADS = 2;
    private static final int MOST_DELIVERIES = 150_000;
    private static final int ORDERS_A_ROUND = 60_000;
    private static final long PROBE_PAUSE_MS = 20;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long HIGHEST_MICROS = 60_000_000;

    private final Environment environment;
    private final AdminApi admin;
    private final BenchSettings settings;
    private final PrintStream out;
    private final Shop shop;
    private long nextRun = Instant.now().getEpochSecond();

    LatencyBench(Environment environment, AdminApi admin, BenchSettings settings, PrintStream out) {
        this.environment = environment;
        this.admin = admin;
        this.settings = settings;
        this.out = out;
        this.shop = environment.shops().get(0);
    }

    void run() throws Exception {
        var url = environment.database().orElseThrow(() -> new UsageException("SLUICE_DATABASE_URL is not set"));
        try (Connection connection = Sql.connect(url);
                Progress progress = new Progress(out, "latency")) {
            int rate = settings.latencyRate() > 0 ? settings.latencyRate() : mostRate(connection, progress) / 2;
            List<Histogram> rounds = new ArrayList<>();
            int all = settings.warmUps() + settings.rounds();
            for (int round = 0; round < all; round++) {
                Histogram micros = round(connection, rate);
                if (round >= settings.warmUps()) {
                    rounds.add(micros);
                }
                progress.show(
                        (round + 1.0) / all,
                        String.format(
                                "round %d: p99 %.1f ms of %d probes",
                                round + 1, micros.getValueAtPercentile(99) / 1e3, micros.getTotalCount()));
            }
            progress.close();
            print(rate, rounds);
        }
    }

    /** What is applied a second while a closed loop sends as much as it can, the median of three. */
    private int mostRate(Connection connection, Progress progress) throws Exception {
        List<Integer> rates = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long before = applied(connection);
            long start = System.nanoTime();
            AtomicInteger sent = new AtomicInteger();
            Feed feed = feed(start + TimeUnit.SECONDS.toNanos(settings.seconds()), 0, sent);
            try (WebhookClient client = client()) {
                client.start(feed, new Ignored()).await(settings.seconds() + 30L, TimeUnit.SECONDS);
            }
            awaitEmptyQueue();
            double seconds = (System.nanoTime() - start) / 1e9;
            rates.add((int) ((applied(connection) - before) / seconds));
            progress.show(0, String.format("the whole path took %,d events/s", rates.get(i)));
        }
        rates.sort(null);
        return rates.get(1);
    }

    private Histogram round(Connection connection, int rate) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.seconds());
        Iterator<Delivery> probes = day(1_000).iterator();
        Histogram micros = new Histogram(HIGHEST_MICROS, 3);
        try (WebhookClient load = client();
                WebhookClient prober =
                        new WebhookClient(new WebhookClient.Settings(environment.gateway(), 1, 1, 1, false))) {
            WebhookClient.Run running = load.start(feed(end, rate, new AtomicInteger()), new Ignored());
            while (System.nanoTime() - end < 0) {
                micros.recordValue(Math.min(HIGHEST_MICROS, probe(prober, connection, firstOfOrder(probes))));
                TimeUnit.MILLISECONDS.sleep(PROBE_PAUSE_MS);
            }
            running.await(30, TimeUnit.SECONDS);
        }
        awaitEmptyQueue();
        return micros;
    }

    /** A delivery that makes an order. */
    private static Delivery firstOfOrder(Iterator<Delivery> deliveries) throws IOException {
        while (deliveries.hasNext()) {
            Delivery delivery = deliveries.next();
            if ("orders/create".equals(delivery.topic())) {
                return delivery;
            }
        }
        throw new IOException("the day has no more orders");
    }

    /** Microseconds from sending to the first query that finds the order. */
    private long probe(WebhookClient prober, Connection connection, Delivery delivery)
            throws IOException, InterruptedException, SQLException {
        Call call = new Call(WebhookRequest.of(environment.gateway(), delivery, shop.secret()), delivery.webhookId());
        AtomicInteger left = new AtomicInteger(1);
        long start = System.nanoTime();
        prober.start(() -> left.getAndDecrement() == 1 ? call : null, new Ignored());
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM orders WHERE id = ?")) {
            query.setString(1, delivery.shop() + ':' + delivery.orderId());
            while (!isThere(query)) {
                if (System.nanoTime() - start > LONGEST_WAIT_NANOS) {
                    throw new IOException("order " + delivery.orderId() + " does not appear");
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        return (System.nanoTime() - start) / 1_000;
    }

    private static boolean isThere(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next();
        }
    }

    private WebhookClient client() {
        return new WebhookClient(new WebhookClient.Settings(environment.gateway(), CONNECTIONS, THREADS, 1, false));
    }

    private SaleDay day(int orders) {
        long run = nextRun++;
        return new SaleDay(new SaleDay.Settings(
                run,
                run,
                orders,
                List.of(shop.name()),
                Instant.ofEpochSecond(run).minusSeconds(500_000),
                0,
                0.25,
                0));
    }

    /**
     * Deliveries of new orders until a time.
     *
     * @param rate a second, by making the client's threads wait for their turn; 0 for as many as the client can send
     */
    private Feed feed(long end, int rate, AtomicInteger sent) {
        Iterator<Delivery> deliveries = day(ORDERS_A_ROUND).iterator();
        AtomicLong next = new AtomicLong();
        long start = System.nanoTime();
        return () -> {
            if (rate > 0) {
                long turn = start + TimeUnit.SECONDS.toNanos(1) * next.getAndIncrement() / rate;
                LockSupport.parkNanos(turn - System.nanoTime());
            }
            Delivery delivery = null;
            synchronized (deliveries) {
                if (System.nanoTime() - end < 0 && deliveries.hasNext() && sent.incrementAndGet() < MOST_DELIVERIES) {
                    delivery = deliveries.next();
                }
            }
            return delivery == null
                    ? null
                    : new Call(WebhookRequest.of(environment.gateway(), delivery, shop.secret()), delivery.webhookId());
        };
    }

    private static long applied(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.of("applied_events"));
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private void awaitEmptyQueue() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (admin.depth() > 0) {
            if (System.nanoTime() > end) {
                throw new IOException("the queue does not get empty");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** The load's answers; what counts is when orders appear. */
    private static final class Ignored implements Answers {
        @Override
        public void answered(Call call, int status, String body, long nanos, int attempts) {}

        @Override
        public void repeated(Call call, String why) {}

        @Override
        public void lost(Call call, String why) {}
    }

    private void print(int rate, List<Histogram> rounds) {
        double[] p50 = sorted(rounds, 50);
        double[] p99 = sorted(rounds, 99);
        out.println();
        out.printf(
                "Delivery to queryable: beside %,d deliveries/s, %d rounds of %d s, medians%n",
                rate, rounds.size(), settings.seconds());
        new Table("", ">p50 ms", ">p99 ms", ">worst p99 ms", ">probes")
                .row(
                        "sent to found",
                        String.format("%.1f", p50[p50.length / 2]),
                        String.format("%.1f", p99[p99.length / 2]),
                        String.format("%.1f", p99[p99.length - 1]),
                        rounds.stream().mapToLong(Histogram::getTotalCount).sum())
                .print(out);
        out.println("One new order at a time: from the first byte sent to the first SELECT by key that finds it,"
                + " asked every millisecond.");
    }

    private static double[] sorted(List<Histogram> rounds, double percentile) {
        return rounds.stream()
                .mapToDouble(micros -> micros.getValueAtPercentile(percentile) / 1e3)
                .sorted()
                .toArray();
    }
}
