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
    private final Environment environment;
    private final PrintStream out;

    public BenchCommand(Environment environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public String usage() {
        return """
                bench ingest|apply|all [--rounds N] [--warm-ups N] [--seconds N] [--connections N] [--events N]

                Measures the running stack against bare programs, in turn and in one run, and prints medians, ratios
                and CPU time an item. Read the ratios and the CPU time: the rates are this machine's.

                  ingest  the gateway's webhook endpoint; the ceiling: netty, HMAC, producer, awaited ack
                  apply   the log into PostgreSQL; the ceiling: the same rows in batches by two connections

                  --rounds 5  --warm-ups 3  --seconds 4 (ingest)  --connections 128 (ingest)
                  --events 50000 (a round of apply)  --run-dir .data/run (the stack's pid files)

                The processor is frozen for moments (SIGSTOP), and goes on afterwards. Orders of the bench stay.
                """;
    }

    @Override
    public int run(List<String> args) throws Exception {
        Arguments options = Arguments.parse(
                args,
                Set.of("--rounds", "--warm-ups", "--seconds", "--connections", "--events", "--run-dir"),
                Set.of());
        String what =
                options.positional().isEmpty() ? "all" : options.positional().get(0);
        if (!Set.of("ingest", "apply", "all").contains(what)) {
            throw new UsageException("ingest, apply or all; see --help");
        }
        BenchSettings settings = new BenchSettings(
                options.integer("--rounds", 5, 1, 100),
                options.integer("--warm-ups", 3, 0, 100),
                options.integer("--seconds", 4, 1, 600),
                options.integer("--connections", 128, 1, 4_096),
                options.integer("--events", 50_000, 1_000, 500_000));
        String runFolder = options.text("--run-dir");
        Servers servers = new Servers(Path.of(runFolder == null ? ".data/run" : runFolder));
        AdminApi admin = AdminApi.login(environment)
                .orElseThrow(() -> new UsageException("SLUICE_ADMIN_EMAIL and SLUICE_ADMIN_PASSWORD are not set"));
        out.printf(
                "%d cores, JDK %s%n", Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
        if (!what.equals("apply")) {
            new IngestBench(environment, admin, servers, settings, out).run();
        }
        if (!what.equals("ingest")) {
            new ApplyBench(environment, servers, settings, out).run();
        }
        return 0;
    }
}
