package dev.sluice.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a port is free, and who has it when it is not. */
final class PortCheck {
    private static final String LISTENING = "0A";

    private PortCheck() {}

    static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: connections of an earlier run that linger must not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** One sentence on a port that is not free: what has it and what to do. */
    static String complaint(String variable, int port, String part) {
        String owner = owner(port)
                .map(pid -> " by process " + pid + " (" + describe(pid) + ")")
                .orElse("");
        return "Port " + port + ", which " + part + " needs, is taken" + owner + ". Stop that process, or set "
                + variable + " to another port (" + Ports.OFFSET + "=100 shifts them all).";
    }

    /** The process that listens there; empty when the system does not tell, or not this user. */
    static Optional<Long> owner(int port) {
        try {
            Set<String> sockets = listeningSockets(port);
            return sockets.isEmpty() ? Optional.empty() : holderOf(sockets);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Set<String> listeningSockets(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            Path file = Path.of(table);
            if (!Files.isReadable(file)) {
                continue;
            }
            for (String line : Files.readAllLines(file)) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
                    sockets.add("socket:[" + columns[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static Optional<Long> holderOf(Set<String> sockets) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> holds(pid, sockets))
                .findFirst();
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException e) {
            // Gone, or another user's.
            return false;
        }
        return false;
    }

    private static String describe(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().command())
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("unknown");
    }
}
