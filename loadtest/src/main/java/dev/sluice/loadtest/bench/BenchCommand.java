package dev.sluice.loadtest.bench;

import dev.sluice.loadtest.cli.Arguments;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code bench}: prints figures, judges nothing. */
public final class BenchCommand implements Command {
    private static final List<String> WHAT = List.of("ingest", "apply", "page", "deep", "relay", "latency", "all");

    private final Environment environment;
    private final PrintStream out;

    public BenchCommand(Environment environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public String usage() {
        return """
                bench ingest|apply|page|deep|relay|latency|all [OPTIONS]

                Measures the running stack against bare programs, in turn and in one run, and prints medians, ratios
                and CPU time an item. Read the ratios and the CPU time: the rates are this machine's.

                  ingest   the gateway's webhook endpoint; the ceiling: netty, HMAC, producer, awaited ack
                  apply    the log into PostgreSQL; the ceiling: the same rows in batches by two connections
                  relay    from a transition's commit until it is published, at an even rate
                  latency  from sending a delivery until its order can be queried, at half of the most
                  page     the admin listing by keyset pages; the ceiling: its statement straight by JDBC
                  deep     the listing's page 10,000; beside its page 1

                  --rounds 5  --warm-ups 3  --seconds 4 (a round of all but apply)  --run-dir .data/run (pid files)
                  --connections 128 (ingest)  --events 50000 (a round of apply)
                  --orders 1000000  --readers 10  --keep-orders (page and deep; page 10,000 needs 500,050)
                  --rate 500 (relay; events a second)  --latency-rate 0 (events a second; 0: half of the most)

                The processor is frozen for moments (SIGSTOP), and goes on afterwards. Orders of the bench stay. The
                orders of page and deep are made up in a database of their own on the same server, which is dropped
                unless --keep-orders; a second gateway reads them.
                """;
    }

    @Override
    public int run(List<String> args) throws Exception {
        Arguments options = Arguments.parse(
                args,
                Set.of(
                        "--rounds",
                        "--warm-ups",
                        "--seconds",
                        "--connections",
                        "--events",
                        "--orders",
                        "--readers",
                        "--rate",
                        "--latency-rate",
                        "--run-dir"),
                Set.of("--keep-orders"));
        String what =
                options.positional().isEmpty() ? "all" : options.positional().get(0);
        if (!WHAT.contains(what)) {
            throw new UsageException(String.join(", ", WHAT) + "; see --help");
        }
        BenchSettings settings = new BenchSettings(
                options.integer("--rounds", 5, 1, 100),
                options.integer("--warm-ups", 3, 0, 100),
                options.integer("--seconds", 4, 1, 600),
                options.integer("--connections", 128, 1, 4_096),
                options.integer("--events", 50_000, 1_000, 500_000),
                options.integer("--orders", 1_000_000, 1_000, 100_000_000),
                options.integer("--readers", 10, 1, 100),
                options.integer("--rate", 500, 1, 100_000),
                options.integer("--latency-rate", 0, 0, 100_000),
                options.has("--keep-orders"));
        String runFolder = options.text("--run-dir");
        Path run = Path.of(runFolder == null ? ".data/run" : runFolder);
        Servers servers = new Servers(run);
        AdminApi admin = AdminApi.login(environment)
                .orElseThrow(() -> new UsageException("SLUICE_ADMIN_EMAIL and SLUICE_ADMIN_PASSWORD are not set"));
        out.printf(
                "%d cores, JDK %s%n", Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
        boolean isAll = what.equals("all");
        if (isAll || what.equals("ingest")) {
            new IngestBench(environment, admin, servers, settings, out).run();
        }
        if (isAll || what.equals("apply")) {
            new ApplyBench(environment, servers, settings, out).run();
        }
        if (isAll || what.equals("relay")) {
            new RelayBench(environment, admin, servers, settings, out).run();
        }
        if (isAll || what.equals("latency")) {
            new LatencyBench(environment, admin, settings, out).run();
        }
        if (isAll || what.equals("page") || what.equals("deep")) {
            new PageBench(environment, servers, run, settings, out).run(!what.equals("deep"), !what.equals("page"));
        }
        return 0;
    }
}
