package dev.sluice.loadtest.load;

import dev.sluice.loadtest.load.Catalogue.Load;
import dev.sluice.loadtest.simulation.Play;
import dev.sluice.loadtest.simulation.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One simulation in a JVM of its own. */
final class GatlingRun implements AutoCloseable {
    private static final int LONGEST_MINUTES = 20;
    private static final int ASSERTIONS_FAILED = 2;

    private final Path directory;
    private final Process process;

    private GatlingRun(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * What became of it.
     *
     * @param failures what the simulation found wrong; empty when nothing
     * @param report Gatling's HTML, or the log when it did not come that far
     */
    record End(Answers answers, List<String> failures, Path report) {}

    /**
     * Starts it.
     *
     * @param run keeps its orders apart from those of other runs, seconds since 1970
     * @param directory that exists and is empty
     * @param variables of the stack
     */
    static GatlingRun start(Load load, Profile profile, long run, Path directory, Map<String, String> variables)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx" + (profile == Profile.SMOKE ? "192m" : "512m")));
        if (profile == Profile.SMOKE) {
            command.add("-XX:TieredStopAtLevel=1"); // It ends before the second compiler is worth its work.
        }
        command.addAll(List.of(
                // Gatling writes strings to its log without copying them.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                // It looks for its newest release at each start, and notes that in the home directory.
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=9",
                "-Djava.util.prefs.userRoot=" + directory,
                "-D" + Play.PROFILE + "=" + profile.token(),
                "-D" + Play.RUN + "=" + run,
                "-D" + Play.TALLY + "=" + directory));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.gatling.app.Gatling"));
        command.addAll(List.of("-s", load.simulation().getName(), "-rf", directory.toString()));
        command.addAll(List.of("-rd", load.name() + "-" + profile.token()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(directory).toFile());
        builder.environment().putAll(variables);
        return new GatlingRun(directory, builder.start());
    }

    private static Path log(Path directory) {
        return directory.resolve("gatling.log");
    }

    boolean isRunning() {
        return process.isAlive();
    }

    End await() throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            throw new IOException("the simulation does not end; its log is " + log(directory));
        }
        int code = process.exitValue();
        List<String> failures = new ArrayList<>();
        if (code == ASSERTIONS_FAILED) {
            try (Stream<String> lines = Files.lines(log(directory))) {
                lines.filter(line -> line.contains(" : false (actual : ")).forEach(failures::add);
            }
        }
        if (code != 0 && failures.isEmpty()) {
            failures.add("it ended with code " + code + "; its log is " + log(directory));
        }
        return new End(Answers.read(directory), failures, report());
    }

    private Path report() throws IOException {
        try (Stream<Path> files = Files.find(directory, 2, (path, attributes) -> path.endsWith("index.html"))) {
            return files.findFirst().orElse(log(directory));
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
