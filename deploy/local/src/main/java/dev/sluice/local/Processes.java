package dev.sluice.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Finds processes of this stack again. A pid alone proves nothing, since the system reuses them. */
final class Processes {
    private static final boolean PROC = Files.isReadable(Path.of("/proc/self/cmdline"));

    private Processes() {}

    /** The live process that carries the marker: the pid file's, else whichever has it. */
    static OptionalLong find(Path pidFile, String marker) {
        OptionalLong noted = read(pidFile);
        if (noted.isPresent() && carries(noted.getAsLong(), marker)) {
            return noted;
        }
        // A launcher that was killed before it wrote the file has left a process without one.
        return ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> carries(pid, marker))
                .findFirst();
    }

    /** Whether that process lives and has the marker among its arguments; a zombie has no arguments any more. */
    static boolean carries(long pid, String marker) {
        return arguments(pid).contains(marker);
    }

    /** The arguments of a process, the command first; empty when it is gone or another user's. */
    static List<String> arguments(long pid) {
        if (PROC) {
            try {
                String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
                byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
                return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
            } catch (IOException e) {
                return List.of();
            }
        }
        Optional<ProcessHandle.Info> info =
                ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessHandle::info);
        return info.flatMap(ProcessHandle.Info::arguments)
                .map(List::of)
                .orElseGet(() -> info.flatMap(ProcessHandle.Info::commandLine)
                        .map(line -> List.of(line.split(" ")))
                        .orElse(List.of()));
    }

    /** Whether a signal has frozen it. */
    static boolean stopped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("T", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }

    /** Memory of a process and its children in MiB, what they share counted once; empty where the system hides it. */
    static OptionalLong memoryMib(long pid) {
        long kib = Stream.concat(
                        Stream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .mapToLong(Processes::memoryKib)
                .sum();
        return kib == 0 ? OptionalLong.empty() : OptionalLong.of(kib / 1024);
    }

    private static long memoryKib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    static OptionalLong read(Path pidFile) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(pidFile).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static void write(Path pidFile, long pid) throws IOException {
        Path unfinished = pidFile.resolveSibling(pidFile.getFileName() + ".new");
        Files.writeString(unfinished, pid + "\n");
        Files.move(
                unfinished,
                pidFile,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
