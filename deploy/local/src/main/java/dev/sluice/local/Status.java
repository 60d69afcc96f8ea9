package dev.sluice.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The state of each part, for a person. */
final class Status {
    private static final int TAIL_LINES = 12;

    private final Stack stack;
    private final DataDirectory data;

    Status(Stack stack, DataDirectory data) {
        this.stack = stack;
        this.data = data;
    }

    /** Prints the table and the logs that matter; says whether every part is healthy. */
    boolean print() {
        String format = "%-11s %-10s %8s %10s %6s %8s  %s%n";
        System.out.printf(Locale.ROOT, format, "part", "state", "pid", "up for", "port", "memory", "log");
        long total = 0;
        List<ManagedProcess> troubled = new ArrayList<>();
        boolean healthy = true;
        for (ManagedProcess part : stack.all()) {
            OptionalLong pid =
                    Processes.find(data.pidFile(part.name()), part.server().marker());
            boolean answers = pid.isPresent() && part.server().answers();
            String state = pid.isEmpty() ? "down" : answers ? "healthy" : "no answer";
            OptionalLong memory = pid.isPresent() ? Processes.memoryMib(pid.getAsLong()) : OptionalLong.empty();
            total += memory.orElse(0);
            healthy &= answers;
            System.out.printf(
                    Locale.ROOT,
                    format,
                    part.name(),
                    state,
                    text(pid),
                    pid.isPresent() ? age(pid.getAsLong()) : "-",
                    part.server().port(),
                    memory.isPresent() ? memory.getAsLong() + " MiB" : "-",
                    data.log(part.name()));
            if (!answers || hasErrors(part)) {
                troubled.add(part);
            }
        }
        OptionalLong supervisor = Processes.find(data.pidFile("supervisor"), data.marker("supervisor"));
        System.out.println("supervisor  "
                + (supervisor.isPresent()
                        ? "process " + supervisor.getAsLong()
                        : "none: parts that die stay down; run scripts/dev to supervise them again"));
        System.out.println("memory      " + total + " MiB for all parts together");
        troubled.forEach(this::printTail);
        return healthy;
    }

    private boolean hasErrors(ManagedProcess part) {
        return LogFiles.tail(data.log(part.name()), 200).stream().anyMatch(Status::isError);
    }

    private static boolean isError(String line) {
        return line.contains("ERROR") || line.contains("FATAL") || line.contains("PANIC");
    }

    private void printTail(ManagedProcess part) {
        List<String> lines = part.logTail(TAIL_LINES);
        if (!lines.isEmpty()) {
            System.out.println();
            System.out.println("the end of " + data.log(part.name()));
            lines.forEach(line -> System.out.println("  " + line));
        }
    }

    private static String text(OptionalLong pid) {
        return pid.isPresent() ? String.valueOf(pid.getAsLong()) : "-";
    }

    private static String age(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> Duration.between(start, Instant.now()))
                .map(up -> up.toHours() > 0
                        ? up.toHours() + " h " + up.toMinutesPart() + " min"
                        : up.toMinutes() > 0
                                ? up.toMinutes() + " min " + up.toSecondsPart() + " s"
                                : Math.max(0, up.toSeconds()) + " s")
                .orElse("-");
    }
}
