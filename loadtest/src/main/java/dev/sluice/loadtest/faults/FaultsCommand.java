package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.cli.Arguments;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.cli.Table;
import dev.sluice.loadtest.cli.UsageException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code faults}: starts a stack of its own, plays scenarios on it, reports. */
public final class FaultsCommand implements Command {
    private static final int MOST_KILLS = 500;
    private static final int MOST_ROUNDS = 100;

    private final PrintStream out;

    public FaultsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public String usage() {
        return """
                faults --data DIR --build DIR [--only NAME,...] [--seed N] [--rounds N] [--kills N] [--port-offset N]
                faults --list

                Starts a stack of its own in an empty directory, breaks it under load, one fault after the other,
                and checks after each that nothing is lost, doubled or corrupted. Prints one table at the end.
                Exit code 1 when anything is wrong.

                  --list           the scenarios
                  --only NAME,...  these alone, or all whose names begin so
                  --kills N        instead of scenarios: N kills of the processor at random points, and for each
                                   five of them two of the gateway and two of the relay's connection
                  --seed N         of the load and of what chance decides (42)
                  --rounds N       all of it N times, with seeds from N on (1)
                  --port-offset N  added to the usual ports of the stack (2000)
                """;
    }

    @Override
    public int run(List<String> args) throws Exception {
        Arguments options = Arguments.parse(
                args,
                Set.of("--data", "--build", "--only", "--seed", "--rounds", "--kills", "--port-offset"),
                Set.of("--list"));
        if (options.has("--list")) {
            list();
            return 0;
        }
        List<Scenario> scenarios = scenarios(options);
        long seed = options.number("--seed", 42, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
        int rounds = options.integer("--rounds", 1, 1, MOST_ROUNDS);
        int offset = options.integer("--port-offset", 2_000, 0, 13_000);
        Path data = Path.of(need(options, "--data")).toAbsolutePath();
        Path build = Path.of(need(options, "--build")).toAbsolutePath();
        out.println("starting the stack in " + data);
        try (FaultStack stack = FaultStack.start(data, build, offset)) {
            boolean whole = options.text("--only") == null && options.text("--kills") == null;
            List<Result> results = play(new Runner(stack, data.resolve("attempts"), out), scenarios, seed, rounds);
            if (whole) {
                results.addAll(Catalogue.notShown());
            }
            return Report.print(results, out) ? 0 : 1;
        }
    }

    private static List<Scenario> scenarios(Arguments options) {
        int kills = options.integer("--kills", 0, 0, MOST_KILLS);
        String only = options.text("--only");
        if (kills > 0 && only != null) {
            throw new UsageException("--kills and --only exclude each other");
        }
        if (kills > 0) {
            return KillFaults.of(kills);
        }
        return only == null ? Catalogue.all() : Catalogue.named(only);
    }

    private static String need(Arguments options, String name) {
        String value = options.text(name);
        if (value == null) {
            throw new UsageException(name + " is required");
        }
        return value;
    }

    private List<Result> play(Runner runner, List<Scenario> scenarios, long seed, int rounds)
            throws InterruptedException {
        List<Result> results = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (Scenario scenario : scenarios) {
                out.printf(
                        "%d of %d  %s: %s%n",
                        results.size() + 1, scenarios.size() * rounds, scenario.name(), scenario.about());
                Result result = runner.run(scenario, seed + round);
                result.findings().lines().forEach(line -> out.println("  " + line));
                results.add(result);
            }
        }
        return results;
    }

    private void list() {
        Table table = new Table("scenario", "what happens");
        Catalogue.all().forEach(scenario -> table.row(scenario.name(), scenario.about()));
        table.print(out);
    }
}
