package dev.sluice.loadtest.load;

import dev.sluice.loadtest.cli.Arguments;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.cli.Table;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.load.Catalogue.Load;
import dev.sluice.loadtest.simulation.Profile;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code load}: plays Gatling's simulations one after the other. */
public final class LoadCommand implements Command {
    private static final DateTimeFormatter NAMES = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Environment environment;
    private final PrintStream out;

    /** @param environment of the running stack; may be empty when all loads have stacks of their own */
    public LoadCommand(Environment environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public String usage() {
        return """
                load [--profile smoke|full] [--only NAME,...] [--max-rate N] [--any-target]
                load --list

                Plays loads against the running stack and, in the full profile, overload, noisy and fleet against
                stacks of their own (in .data/load, on ports 3,000 above the usual ones). Prints one table, and
                where Gatling's HTML reports are. Exit code 1 when anything is wrong.

                  --profile smoke  about a minute in all; judges answers, never times (the default)
                  --profile full   half an hour in all; judges percentiles, goodput, memory and recovery too
                  --only NAME,...  these alone
                  --list           the loads
                  --max-rate N     events a second that the processor is held to in stacks of their own
                                   (overload 500, noisy 1000)
                  --any-target     allows SLUICE_URL to be another machine, which is refused otherwise
                """;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        Arguments options = Arguments.parse(
                args,
                Set.of("--profile", "--only", "--max-rate", "--results", "--data", "--build", "--port-offset"),
                Set.of("--list", "--any-target"));
        if (options.has("--list")) {
            list();
            return 0;
        }
        Profile profile = profile(options.text("--profile"));
        String only = options.text("--only");
        List<Load> loads =
                only == null ? Catalogue.of(profile) : Catalogue.named(List.of(only.split(",", -1)), profile);
        Path results = Path.of(given(options.text("--results"), ".data/load/results"))
                .toAbsolutePath()
                .resolve(profile.token() + "-" + NAMES.format(LocalDateTime.now()));
        List<Played> played = new ArrayList<>();
        for (Load load : loads) {
            out.printf("%d of %d  %s: %s%n", played.size() + 1, loads.size(), load.name(), load.about());
            Setup setup = setup(options, profile, Files.createDirectories(results), load);
            Played one = load.hasOwnStack(profile)
                    ? new OwnStackLoads(setup, out).play(load)
                    : onRunningStack(load, setup, options.has("--any-target"));
            one.notes().forEach(note -> out.println("  " + note));
            one.failures().forEach(failure -> out.println("  WRONG: " + failure));
            played.add(one);
        }
        print(played);
        return played.stream().allMatch(one -> one.failures().isEmpty()) ? 0 : 1;
    }

    private static Profile profile(@Nullable String token) {
        if (token == null) {
            return Profile.SMOKE;
        }
        try {
            return Profile.of(token);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--profile is smoke or full");
        }
    }

    private static String given(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static Setup setup(Arguments options, Profile profile, Path results, Load load) {
        String build = options.text("--build");
        int usualRate = load.name().equals("overload") ? 500 : 1_000;
        return new Setup(
                profile,
                results,
                Path.of(given(options.text("--data"), ".data/load/stack")).toAbsolutePath(),
                build == null ? null : Path.of(build).toAbsolutePath(),
                options.integer("--port-offset", 3_000, 0, 40_000),
                options.integer("--max-rate", usualRate, 1, 1_000_000));
    }

    private Played onRunningStack(Load load, Setup setup, boolean isAnyTarget)
            throws IOException, InterruptedException {
        if (!isAnyTarget) {
            Loopback.require(environment.gateway());
        }
        AdminApi admin = AdminApi.login(environment)
                .orElseThrow(() -> new UsageException("SLUICE_ADMIN_EMAIL and SLUICE_ADMIN_PASSWORD are not set"));
        return new Player(setup, environment, admin, out).play(load, environment.variables(), run -> {});
    }

    private void list() {
        Table table = new Table("load", "what happens", "smoke", "full");
        for (Load load : Catalogue.ALL) {
            table.row(
                    load.name(),
                    load.about(),
                    Catalogue.of(Profile.SMOKE).contains(load) ? "running stack" : "-",
                    load.hasOwnStack(Profile.FULL) ? "stack of its own" : "running stack");
        }
        table.print(out);
    }

    private void print(List<Played> played) {
        Table table =
                new Table("load", "requests", ">200", ">429", ">other", ">p50 ms", ">p99 ms", ">slowest ms", "verdict");
        for (Played one : played) {
            String verdict = one.failures().isEmpty() ? "ok" : one.failures().size() + " wrong";
            String name = one.load().name();
            for (Answers.Sender sender : one.answers().senders()) {
                table.row(
                        name,
                        sender.name(),
                        sender.accepted(),
                        sender.refused(),
                        sender.other(),
                        sender.p50Ms(),
                        sender.p99Ms(),
                        sender.slowestMs(),
                        verdict);
                name = "";
                verdict = "";
            }
            if (one.answers().senders().isEmpty()) {
                table.row(name, "none", 0, 0, 0, 0, 0, 0, verdict);
            }
        }
        out.println();
        table.print(out);
        out.println();
        out.println("Reports:");
        played.forEach(one -> one.reports().forEach(report -> out.println("  " + report)));
    }
}
