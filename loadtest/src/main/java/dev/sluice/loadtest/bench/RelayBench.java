package dev.sluice.loadtest.bench;

import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.cli.Table;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long a transition waits from its commit until it is published, as the processor's own metric has it. */
final class RelayBench {
    private static final String METRIC = "sluice_outbox_delay_seconds";
    private static final long DRAIN_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Environment environment;
    private final AdminApi admin;
    private final Servers servers;
    private final BenchSettings settings;
    private final PrintStream out;
    private long nextRun = Instant.now().getEpochSecond();

    RelayBench(Environment environment, AdminApi admin, Servers servers, BenchSettings settings, PrintStream out) {
        this.environment = environment;
        this.admin = admin;
        this.servers = servers;
        this.settings = settings;
        this.out = out;
    }

    private record Delays(long rows, double seconds, double p50Ms, double p99Ms, double micros) {}

    void run() throws IOException, InterruptedException {
        List<Delays> rounds = new ArrayList<>();
        int all = settings.warmUps() + settings.rounds();
        try (Progress progress = new Progress(out, "relay ")) {
            for (int round = 0; round < all; round++) {
                Delays delays = round();
                if (round >= settings.warmUps()) {
                    rounds.add(delays);
                }
                progress.show(
                        (round + 1.0) / all,
                        String.format("round %d: p99 %.1f ms of %,d rows", round + 1, delays.p99Ms(), delays.rows()));
            }
        }
        out.println();
        out.printf(
                "Relay: %,d events/s into the log for %d s, %d rounds, medians%n",
                settings.rate(), settings.seconds(), rounds.size());
        new Table("", ">rows/s", ">p50 ms", ">p99 ms", ">processor us a row")
                .row(
                        "commit to published",
                        String.format("%,.0f", median(rounds, delays -> delays.rows() / delays.seconds())),
                        String.format("%.1f", median(rounds, Delays::p50Ms)),
                        String.format("%.1f", median(rounds, Delays::p99Ms)),
                        String.format("%.1f", median(rounds, Delays::micros)))
                .print(out);
        out.println("By the buckets of " + METRIC + ", interpolated. The processor's CPU time holds the applying too.");
    }

    private static double median(List<Delays> rounds, java.util.function.ToDoubleFunction<Delays> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private Delays round() throws IOException, InterruptedException {
        URI metrics = URI.create(environment.need("SLUICE_PROCESSOR_MANAGEMENT_URL") + "/actuator/prometheus");
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("processor", servers.pid("processor"));
        PrometheusHistogram before = PrometheusHistogram.read(metrics, METRIC);
        Round.Clocks clocks = Round.Clocks.read(pids);
        long start = System.nanoTime();
        Backlog.produce(
                environment.kafka(),
                environment.shops().get(0).name(),
                nextRun++,
                settings.rate() * settings.seconds(),
                settings.rate());
        PrometheusHistogram delays = settled(metrics).since(before);
        double seconds = (System.nanoTime() - start) / 1e9;
        double micros = Round.Clocks.read(pids).since(clocks).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                / (double) Math.max(1, delays.count());
        return new Delays(delays.count(), seconds, delays.percentile(0.5) * 1e3, delays.percentile(0.99) * 1e3, micros);
    }

    /** Waits until the queue is empty and nothing more is published. */
    private PrometheusHistogram settled(URI metrics) throws IOException, InterruptedException {
        long end = System.nanoTime() + DRAIN_NANOS;
        PrometheusHistogram last = PrometheusHistogram.read(metrics, METRIC);
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(500);
            PrometheusHistogram now = PrometheusHistogram.read(metrics, METRIC);
            if (admin.depth() == 0 && now.count() == last.count()) {
                return now;
            }
            last = now;
        }
        throw new IOException("the processor does not come to rest");
    }
}
