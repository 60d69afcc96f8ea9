package dev.sluice.loadtest.bench;

import dev.sluice.contract.LogTopics;
import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.stack.Sql;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How fast the processor works a backlog off, beside a program that only writes the same rows. */
final class ApplyBench {
    private static final long LONGEST_DRAIN_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Environment environment;
    private final Servers servers;
    private final BenchSettings settings;
    private final PrintStream out;
    private final Progress progress;
    private long nextRun = Instant.now().getEpochSecond();

    ApplyBench(Environment environment, Servers servers, BenchSettings settings, PrintStream out) {
        this.environment = environment;
        this.servers = servers;
        this.settings = settings;
        this.out = out;
        this.progress = new Progress(out, "apply ");
    }

    /** Where the processor stands. */
    private record Place(int logId, Map<Integer, Long> offsets, long unpublished) {
        long sum() {
            return offsets.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    void run() throws Exception {
        var url = environment.database().orElseThrow(() -> new UsageException("SLUICE_DATABASE_URL is not set"));
        try (Connection connection = Sql.connect(url);
                ChildJvm bare = new ChildJvm(servers.jvmOptions("processor"), "ceiling-writer")) {
            List<Round> ours = new ArrayList<>();
            List<Round> ceiling = new ArrayList<>();
            int all = settings.warmUps() + settings.rounds();
            for (int round = 0; round < all; round++) {
                Place before = settled(connection);
                Round our = drain(connection, before);
                settled(connection);
                Round bareRound = write(bare, before);
                boolean counts = round >= settings.warmUps();
                if (counts) {
                    ours.add(our);
                    ceiling.add(bareRound);
                }
                progress.show(
                        (round + 1.0) / all,
                        String.format(
                                "%s %d: processor %,.0f/s, bare %,.0f/s",
                                counts ? "round" : "warm-up", round + 1, our.rate(), bareRound.rate()));
            }
            progress.close();
            print(ours, ceiling);
        }
    }

    /** Waits until nothing is left to apply or to publish. */
    private Place settled(Connection connection) throws SQLException, IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_DRAIN_NANOS;
        Place last = place(connection);
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(500);
            Place now = place(connection);
            if (now.unpublished == 0 && now.sum() == last.sum()) {
                return now;
            }
            last = now;
        }
        throw new IOException("the processor does not come to rest");
    }

    private static Place place(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.of("bench_next_offsets"))) {
            query.setString(1, LogTopics.ORDER_EVENTS);
            Map<Integer, Long> offsets = new TreeMap<>();
            int logId = 0;
            long unpublished = 0;
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    logId = rows.getInt(1);
                    offsets.put(rows.getInt(2), rows.getLong(3));
                    unpublished = rows.getLong(4);
                }
            }
            return new Place(logId, offsets, unpublished);
        }
    }

    private Round drain(Connection connection, Place before) throws SQLException, IOException, InterruptedException {
        Map<String, Long> pids = pids("processor", servers.pid("processor"));
        Round.Clocks clocks;
        long start;
        servers.freeze("processor");
        try {
            Backlog.produce(environment.kafka(), environment.shops().get(0).name(), nextRun++, settings.events());
            clocks = Round.Clocks.read(pids);
            start = System.nanoTime();
        } finally {
            servers.thaw("processor");
        }
        long target = before.sum() + settings.events();
        try (PreparedStatement query = connection.prepareStatement(Sql.of("bench_applied"))) {
            query.setInt(1, before.logId);
            while (applied(query) < target) {
                if (System.nanoTime() - start > LONGEST_DRAIN_NANOS) {
                    throw new IOException("the processor does not work the backlog off");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Round(settings.events(), seconds, Round.Clocks.read(pids).since(clocks), 0, 0, 0);
    }

    private static long applied(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private Round write(ChildJvm bare, Place since) throws IOException {
        StringBuilder load = new StringBuilder("load " + since.logId);
        since.offsets.forEach((partition, offset) ->
                load.append(' ').append(partition).append(':').append(offset));
        bare.say(load.toString());
        long events = Long.parseLong(bare.expect("ready "));
        Map<String, Long> pids = pids("processor", bare.pid());
        Round.Clocks clocks = Round.Clocks.read(pids);
        bare.say("go");
        double seconds = Long.parseLong(bare.expect("done ")) / 1e9;
        return new Round(events, seconds, Round.Clocks.read(pids).since(clocks), 0, 0, 0);
    }

    private Map<String, Long> pids(String writer, long pid) {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put(writer, pid);
        pids.put("postgres", servers.pid("postgres"));
        pids.put("kafka", servers.pid("kafka"));
        return pids;
    }

    private void print(List<Round> ours, List<Round> ceiling) {
        out.println();
        out.printf(
                "Log to PostgreSQL: %,d events of a sale day a round (a tenth duplicates), %d rounds in turn, medians%n",
                settings.events(), ours.size());
        Figures figures = new Figures("event", List.of("processor", "postgres", "kafka"));
        figures.add("processor", ours, ceiling);
        figures.add("bare batch writer", ceiling, ceiling);
        figures.print(out);
        out.println(
                "The processor reads the log, folds, writes, and its relay publishes the transitions meanwhile; from");
        out.println(
                "SIGCONT with the backlog in the log to the last event's commit. The bare writer has the same rows in");
        out.println("memory and writes them on 2 connections, 500 events a transaction, into tables with the same");
        out.println("constraints and indexes. Sharing the cores: the broker, the idle gateway and Redis.");
    }
}
