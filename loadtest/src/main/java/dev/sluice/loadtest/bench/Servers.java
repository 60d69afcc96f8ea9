package dev.sluice.loadtest.bench;

import dev.sluice.loadtest.cli.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of the local stack, found by the pid files that {@code scripts/dev} leaves. */
final class Servers {
    private final Path runFolder;
    private final Set<Long> frozen = ConcurrentHashMap.newKeySet();

    /**
     * @throws UsageException when there are no pid files, or this system has no {@code /proc} to read CPU time from
     */
    Servers(Path runFolder) {
        this.runFolder = runFolder;
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new UsageException("the bench reads CPU times from /proc, which this system has not");
        }
        pid("gateway");
        // Whoever interrupts a round must not leave a frozen process behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::thawAll, "thaw"));
    }

    /**
     * @param part gateway, processor, kafka, postgres or redis
     */
    long pid(String part) {
        Path file = runFolder.resolve(part + ".pid");
        try {
            long pid = Long.parseLong(Files.readString(file).trim());
            if (ProcessHandle.of(pid).isPresent()) {
                return pid;
            }
            throw new UsageException(part + " (pid " + pid + ") does not run; start scripts/dev");
        } catch (IOException | NumberFormatException e) {
            throw new UsageException("no pid in " + file + "; start scripts/dev, or name its folder with --run-dir");
        }
    }

    /** Stops the process where it stands, so that it uses no CPU; {@link #thaw} lets it go on. */
    void freeze(String part) throws IOException, InterruptedException {
        long pid = pid(part);
        frozen.add(pid);
        signal("-STOP", pid);
    }

    void thaw(String part) throws IOException, InterruptedException {
        long pid = pid(part);
        signal("-CONT", pid);
        frozen.remove(pid);
    }

    private void thawAll() {
        for (long pid : frozen) {
            try {
                signal("-CONT", pid);
            } catch (IOException e) {
                System.err.println("process " + pid + " may still be frozen; kill -CONT " + pid + " lets it go on");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(pid))
                .inheritIO()
                .start();
        if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("could not send " + signal + " to " + pid);
        }
    }

    /** The JVM options ({@code -X...}) that a part was started with, so that its ceiling runs on equal terms. */
    List<String> jvmOptions(String part) throws IOException {
        String line = Files.readString(Path.of("/proc/" + pid(part) + "/cmdline"), StandardCharsets.UTF_8);
        List<String> options = new ArrayList<>();
        for (String argument : line.split("\u0000", -1)) {
            boolean shared = argument.startsWith("-XX:AOT")
                    || argument.startsWith("-XX:SharedArchive")
                    || argument.startsWith("-XX:HeapDump")
                    || argument.startsWith("-XX:OnOutOfMemoryError");
            if (argument.startsWith("-X") && !shared) {
                options.add(argument);
            }
        }
        return options;
    }

    /** CPU time in microseconds of a process and of all its children, the dead ones included. */
    static long cpuMicros(long pid) throws IOException {
        long sum = ticks(pid, true);
        for (long child : children(pid)) {
            sum += ticks(child, false);
        }
        // The kernel's ABI counts these in hundredths of a second on every platform that Linux runs on.
        return sum * 10_000;
    }

    private static long ticks(long pid, boolean withDeadChildren) {
        Optional<String[]> stat = stat(pid);
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.get();
        long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return withDeadChildren ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
    }

    private static List<Long> children(long parent) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .filter(pid -> stat(pid)
                            .map(fields -> Long.parseLong(fields[1]) == parent)
                            .orElse(false))
                    .toList();
        }
    }

    /** The fields after the name, which may hold blanks; empty when the process is gone. */
    private static Optional<String[]> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
