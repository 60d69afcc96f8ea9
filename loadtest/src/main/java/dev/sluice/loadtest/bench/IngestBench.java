package dev.sluice.loadtest.bench;

import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.client.Answers;
import dev.sluice.loadtest.client.Call;
import dev.sluice.loadtest.client.WebhookClient;
import dev.sluice.loadtest.client.WebhookRequest;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.stack.Shop;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The gateway's webhook endpoint beside a bare one: same client, same bodies, same broker, in turn. */
final class IngestBench {
    private static final String SCRATCH = "sluice-bench-scratch";
    private static final int THREADS = 2;
    /** The queue must be this short before a round, so that admission has no reason to refuse within it. */
    private static final long SHORT_QUEUE = 1_000;

    private final Environment environment;
    private final AdminApi admin;
    private final Servers servers;
    private final BenchSettings settings;
    private final PrintStream out;
    private final Progress progress;

    IngestBench(Environment environment, AdminApi admin, Servers servers, BenchSettings settings, PrintStream out) {
        this.environment = environment;
        this.admin = admin;
        this.servers = servers;
        this.settings = settings;
        this.out = out;
        this.progress = new Progress(out, "ingest");
    }

    void run() throws Exception {
        Shop shop = environment.shops().get(0);
        List<Delivery> bodies = SignedBodies.deliveries(shop);
        try (ScratchTopic topic = new ScratchTopic(environment.kafka(), SCRATCH);
                ChildJvm bare = new ChildJvm(
                        servers.jvmOptions("gateway"),
                        "ceiling-server",
                        "--kafka",
                        environment.kafka(),
                        "--topic",
                        topic.name())) {
            bare.say(shop.secret());
            URI bareUrl = URI.create("http://127.0.0.1:" + bare.expect("port "));
            Side ours = new Side(environment.gateway(), pids(servers.pid("gateway")), bodies, shop);
            Side ceiling = new Side(bareUrl, pids(bare.pid()), bodies, shop);
            List<Round> oursRounds = new ArrayList<>();
            List<Round> ceilingRounds = new ArrayList<>();
            int all = settings.warmUps() + settings.rounds();
            for (int round = 0; round < all; round++) {
                Round our = round(ours);
                Round bareRound = round(ceiling);
                boolean counts = round >= settings.warmUps();
                if (counts) {
                    oursRounds.add(our);
                    ceilingRounds.add(bareRound);
                }
                progress.show(
                        (round + 1.0) / all,
                        String.format(
                                "%s %d: gateway %,.0f/s, bare %,.0f/s",
                                counts ? "round" : "warm-up", round + 1, our.rate(), bareRound.rate()));
            }
            progress.close();
            print(oursRounds, ceilingRounds, bodies);
        }
    }

    private Map<String, Long> pids(long server) {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("server", server);
        pids.put("kafka", servers.pid("kafka"));
        pids.put("redis", servers.pid("redis"));
        pids.put("client", ProcessHandle.current().pid());
        return pids;
    }

    private static final class Side {
        final URI url;
        final Map<String, Long> pids;
        final List<WebhookRequest> requests;

        Side(URI url, Map<String, Long> pids, List<Delivery> bodies, Shop shop) {
            this.url = url;
            this.pids = pids;
            this.requests = SignedBodies.sign(url, bodies, shop);
        }
    }

    private Round round(Side side) throws IOException, InterruptedException {
        awaitShortQueue();
        // What was accepted would be applied at the same time, by a processor that the bare side does not have.
        servers.freeze("processor");
        Counter counter = new Counter();
        WebhookClient.Settings client = new WebhookClient.Settings(side.url, settings.connections(), THREADS, 1, false);
        try (WebhookClient webhooks = new WebhookClient(client)) {
            Round.Clocks before = Round.Clocks.read(side.pids);
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(settings.seconds());
            WebhookClient.Run run = webhooks.start(SignedBodies.until(end, side.requests), counter);
            if (!run.await(settings.seconds() + 30L, TimeUnit.SECONDS)) {
                throw new IOException("calls to " + side.url + " got no end");
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Round.Clocks after = Round.Clocks.read(side.pids);
            return new Round(
                    counter.taken.sum(),
                    seconds,
                    after.since(before),
                    counter.micros.getValueAtPercentile(50) / 1e3,
                    counter.micros.getValueAtPercentile(99) / 1e3,
                    counter.refused.sum());
        } finally {
            servers.thaw("processor");
        }
    }

    private void awaitShortQueue() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (admin.depth() > SHORT_QUEUE) {
            if (System.nanoTime() > end) {
                throw new IOException("the queue does not get shorter");
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private static final class Counter implements Answers {
        final LongAdder taken = new LongAdder();
        final LongAdder refused = new LongAdder();
        final Histogram micros = new ConcurrentHistogram(60_000_000L, 3);

        @Override
        public void answered(Call call, int status, String body, long nanos, int attempts) {
            (status == 200 ? taken : refused).increment();
            micros.recordValue(Math.min(60_000_000L, nanos / 1_000));
        }

        @Override
        public void repeated(Call call, String why) {
            refused.increment();
        }

        @Override
        public void lost(Call call, String why) {
            refused.increment();
        }
    }

    private void print(List<Round> ours, List<Round> ceiling, List<Delivery> bodies) {
        double bytes =
                bodies.stream().mapToInt(body -> body.body().length).average().orElse(0);
        out.println();
        out.printf(
                "Ingest: POST %s, %d connections, bodies of %,.0f bytes, %d rounds of %d s in turn, medians%n",
                WebhookRequest.PATH, settings.connections(), bytes, ours.size(), settings.seconds());
        Figures figures = new Figures("request", List.of("server", "kafka", "redis", "client"));
        figures.latencies();
        figures.add("gateway", ours, ceiling);
        figures.add("bare netty + HMAC + producer", ceiling, ceiling);
        figures.print(out);
        out.println(
                "Sharing the cores: this client, the broker, PostgreSQL and Redis; the processor was frozen in the");
        out.println("rounds and worked the queue off between them. The idle one of the two servers stayed up.");
    }
}
