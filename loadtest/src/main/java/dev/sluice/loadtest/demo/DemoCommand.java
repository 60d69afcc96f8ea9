package dev.sluice.loadtest.demo;

import dev.sluice.loadtest.cli.Arguments;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.client.WebhookClient;
import dev.sluice.loadtest.samples.SaleDay;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.stack.Ledger;
import dev.sluice.loadtest.stack.Shop;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@code demo}: sends, waits until all is applied, compares, reports. */
public final class DemoCommand implements Command {
    private static final int ATTEMPTS = 25;
    private static final int LONGEST_RUN_MINUTES = 30;

    private final Environment environment;
    private final PrintStream out;

    public DemoCommand(Environment environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public String usage() {
        return """
                demo [--orders N] [--connections N] [--seed N] [--run N]

                Plays a sale day of signed deliveries against the running gateway: N orders (5000) of the
                shops in SLUICE_SHOP, SLUICE_SHOP_2, ..., 3 to 6 deliveries each, a tenth of them twice, many
                out of order, a few that can't be used. Waits until all are applied, compares every order with
                what it must be, prints the ledger. Exit code 1 when anything is wrong.

                  --connections N  how many at once (64)
                  --seed N         of everything that chance decides (42)
                  --run N          keeps the orders of several runs apart; seconds since 1970 (now)
                """;
    }

    @Override
    public int run(List<String> args) throws Exception {
        Arguments options = Arguments.parse(args, Set.of("--orders", "--connections", "--seed", "--run"), Set.of());
        int connections = options.integer("--connections", 64, 1, 4_096);
        List<Shop> shops = environment.shops();
        SaleDay day = new SaleDay(settings(options, shops));
        AdminApi admin = AdminApi.login(environment)
                .orElseThrow(() -> new UsageException("SLUICE_ADMIN_EMAIL and SLUICE_ADMIN_PASSWORD are not set"));

        int deliveries = day.deliveries();
        out.printf(
                "A sale day: %,d orders of %d shops, %,d deliveries over %d connections"
                        + " (the same again: --orders %d --seed %d --run %d)%n",
                day.settings().orders(),
                shops.size(),
                deliveries,
                connections,
                day.settings().orders(),
                day.settings().seed(),
                day.settings().run());
        Ledger before = admin.ledger();
        Tally tally = send(day, shops, deliveries, connections);
        Ledger after = Drain.await(admin, before, tally.published(), out);
        OrderCheck check = OrderCheck.of(day, admin, out);
        return new DemoReport(out, tally, before, after, check, day.unusable()).print() ? 0 : 1;
    }

    private static SaleDay.Settings settings(Arguments options, List<Shop> shops) {
        long now = Instant.now().getEpochSecond();
        long run = options.number("--run", now, 0, 5_000_000_000L);
        // Five days back: the whole day, with the lives of its orders, lies in the past.
        Instant opens = Instant.ofEpochSecond(run).minus(5, ChronoUnit.DAYS);
        int orders = options.integer("--orders", 5_000, 1, SaleDay.Settings.MAX_ORDERS);
        long seed = options.number("--seed", 42, Long.MIN_VALUE, Long.MAX_VALUE);
        return SaleDay.Settings.usual(
                seed, run, orders, shops.stream().map(Shop::name).toList(), opens);
    }

    private Tally send(SaleDay day, List<Shop> shops, int deliveries, int connections) throws InterruptedException {
        Tally tally = new Tally(deliveries);
        DayFeed feed = new DayFeed(environment.gateway(), day, shops);
        WebhookClient.Settings settings =
                new WebhookClient.Settings(environment.gateway(), connections, 2, ATTEMPTS, true);
        try (WebhookClient client = new WebhookClient(settings);
                Progress progress = new Progress(out, "sending ")) {
            WebhookClient.Run run = client.start(feed, tally);
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_RUN_MINUTES);
            while (!run.await(200, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
                progress.show(tally.share(), tally.line());
            }
            tally.stop();
            progress.finish(tally.line());
        }
        return tally;
    }
}
