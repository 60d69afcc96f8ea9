package dev.sluice.loadtest;

import dev.sluice.loadtest.bench.BenchCommand;
import dev.sluice.loadtest.bench.CeilingServer;
import dev.sluice.loadtest.bench.CeilingWriter;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.demo.DemoCommand;
import dev.sluice.loadtest.faults.FaultsCommand;
import dev.sluice.loadtest.replay.ReplayCommand;
import dev.sluice.loadtest.samples.SamplesCommand;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.transitions.TailCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entry of all load programs: the first argument is the subcommand. */
public final class Main {
    private static final int WRONG_USE = 2;

    private Main() {}

    public static void main(String[] args) {
        quietLibraries();
        // Bars and names of customers need UTF-8 whatever the locale says.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(args, commands(Environment.ofProcess(), out), out));
    }

    /** What the programs print is for people; clients of Kafka tell their whole configuration otherwise. */
    private static void quietLibraries() {
        String level = "org.slf4j.simpleLogger.defaultLogLevel";
        if (System.getProperty(level) == null) {
            System.setProperty(level, "error");
        }
    }

    private static Map<String, Command> commands(Environment environment, PrintStream out) {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("demo", new DemoCommand(environment, out));
        commands.put("replay", new ReplayCommand(environment, out));
        commands.put("tail-transitions", new TailCommand(environment, out));
        commands.put("bench", new BenchCommand(environment, out));
        commands.put("faults", new FaultsCommand(out));
        commands.put("samples", new SamplesCommand(out));
        commands.put("ceiling-server", new CeilingServer(out));
        commands.put("ceiling-writer", new CeilingWriter(environment, out));
        return commands;
    }

    static int run(String[] args, Map<String, Command> commands, PrintStream out) {
        Command command = args.length == 0 ? null : commands.get(args[0]);
        if (command == null) {
            out.println("usage: " + String.join(" | ", commands.keySet()) + "   (each takes --help)");
            return args.length > 0 && args[0].equals("--help") ? 0 : WRONG_USE;
        }
        List<String> rest = Arrays.asList(args).subList(1, args.length);
        if (rest.contains("--help") || rest.contains("-h")) {
            out.println(command.usage().stripTrailing());
            return 0;
        }
        try {
            return command.run(rest);
        } catch (UsageException e) {
            out.println(args[0] + ": " + e.getMessage());
            return WRONG_USE;
        } catch (Exception e) {
            out.println(args[0] + " failed: " + e);
            return 1;
        }
    }
}
