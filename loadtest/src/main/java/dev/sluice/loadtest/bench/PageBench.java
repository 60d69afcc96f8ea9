package dev.sluice.loadtest.bench;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** The admin listing over HTTP beside its own statement straight on PostgreSQL, and its page 10,000 beside its first. */
final class PageBench {
    private static final String LISTING = "/api/v1/admin/orders?limit=50";
    private static final int DEEP_PAGE = 10_000;
    private static final int PAGE = 50;
    /** Orders lie within the last 400 days; every page is to be full. */
    private static final Duration SPREAD = Duration.ofDays(390);

    private final Environment environment;
    private final Servers servers;
    private final Path runFolder;
    private final BenchSettings settings;
    private final PrintStream out;

    PageBench(Environment environment, Servers servers, Path runFolder, BenchSettings settings, PrintStream out) {
        this.environment = environment;
        this.servers = servers;
        this.runFolder = runFolder;
        this.settings = settings;
        this.out = out;
    }

    /**
     * @param page whether to measure pages at random places
     * @param deep whether to measure a deep page
     */
    void run(boolean page, boolean deep) throws Exception {
        DatabaseUrl server =
                environment.database().orElseThrow(() -> new UsageException("SLUICE_DATABASE_URL is not set"));
        if (deep && settings.orders() < DEEP_PAGE * PAGE + PAGE) {
            throw new UsageException("page 10,000 needs --orders of at least " + (DEEP_PAGE * PAGE + PAGE));
        }
        OrderStore store = new OrderStore(server, settings.orders(), out);
        store.prepare(runFolder);
        try (SecondGateway gateway =
                SecondGateway.start(servers.pid("gateway"), store.url(), runFolder.resolve("bench-gateway.log"))) {
            AdminApi admin = login(gateway);
            out.printf(
                    "%n%,d orders, %,d MB with their indexes; %d connections%n",
                    settings.orders(), store.bytes() / 1_000_000, settings.readers());
            if (page) {
                randomPages(gateway, admin.token(), store.url());
            }
            if (deep) {
                deepPages(gateway, admin);
            }
        } finally {
            if (!settings.keepsOrders()) {
                store.drop();
            }
        }
    }

    private AdminApi login(SecondGateway gateway) throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(environment.variables());
        variables.put("SLUICE_URL", gateway.url().toString());
        return AdminApi.login(new Environment(variables))
                .orElseThrow(() -> new UsageException("SLUICE_ADMIN_EMAIL and SLUICE_ADMIN_PASSWORD are not set"));
    }

    private void randomPages(SecondGateway gateway, String token, DatabaseUrl url)
            throws IOException, InterruptedException {
        String statement = SecondGateway.statement(servers.pid("gateway"), "list_orders")
                .replace("${filter}", "")
                .replace("${nulls}", "LAST")
                .replace("${order_json}", SecondGateway.statement(servers.pid("gateway"), "order_json"));
        Instant now = Instant.now();
        Supplier<String> places =
                () -> now.minusSeconds(ThreadLocalRandom.current().nextLong(SPREAD.toSeconds()))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
        Page.Source ours = () -> new HttpPage(gateway.url(), token, () -> LISTING + "&created_to=" + places.get());
        Page.Source bare = () -> new SqlPage(url, statement, places);
        alternate(
                "page",
                ours,
                bare,
                gateway,
                "keyset page of 50 over HTTP",
                "the same statement by JDBC",
                "Pages of 50 at random places, newest first. The bare side sends the gateway's own statement, prepared,"
                        + " over as many connections.");
    }

    private void deepPages(SecondGateway gateway, AdminApi admin) throws IOException, InterruptedException {
        String cursor = admin.cursorBehind((DEEP_PAGE - 1) * PAGE);
        Page.Source deep = () -> new HttpPage(gateway.url(), admin.token(), () -> LISTING + "&cursor=" + cursor);
        Page.Source first = () -> new HttpPage(gateway.url(), admin.token(), () -> LISTING);
        alternate(
                "deep",
                deep,
                first,
                gateway,
                "page 10,000",
                "page 1",
                "The cursor of page 10,000 was reached by turning pages from the first one on.");
    }

    private void alternate(
            String title,
            Page.Source ours,
            Page.Source beside,
            SecondGateway gateway,
            String ourName,
            String besideName,
            String note)
            throws IOException, InterruptedException {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("gateway", gateway.pid());
        pids.put("postgres", servers.pid("postgres"));
        pids.put("client", ProcessHandle.current().pid());
        List<Round> ourRounds = new ArrayList<>();
        List<Round> besideRounds = new ArrayList<>();
        int all = settings.warmUps() + settings.rounds();
        try (Progress progress = new Progress(out, title)) {
            for (int round = 0; round < all; round++) {
                Round our = apart(PageRound.run(ours, settings.readers(), settings.seconds(), pids));
                Round other = apart(PageRound.run(beside, settings.readers(), settings.seconds(), pids));
                boolean counts = round >= settings.warmUps();
                if (counts) {
                    ourRounds.add(our);
                    besideRounds.add(other);
                }
                progress.show(
                        (round + 1.0) / all,
                        String.format(
                                "%s %d: %,.0f/s, beside %,.0f/s",
                                counts ? "round" : "warm-up", round + 1, our.rate(), other.rate()));
            }
        }
        Figures figures = new Figures("page", List.of("gateway", "postgres", "client"));
        figures.latencies();
        figures.add(ourName, ourRounds, besideRounds);
        figures.add(besideName, besideRounds, besideRounds);
        figures.print(out);
        out.println(note);
    }

    /** The second gateway is a child of this process, whose CPU time has its children's in it. */
    private static Round apart(Round round) {
        Map<String, Long> micros = new LinkedHashMap<>(round.cpuMicros());
        micros.merge("client", -micros.getOrDefault("gateway", 0L), Long::sum);
        return new Round(round.items(), round.seconds(), micros, round.p50Millis(), round.p99Millis(), round.refused());
    }
}
