package dev.sluice.local;

import dev.sluice.local.server.Commands;
import dev.sluice.local.server.Server;
import dev.sluice.local.server.ServerException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One part as a process: found again or started, waited for, stopped. Outlives the JVM that started it. */
final class ManagedProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final long POLL_MS = 50;

    private final Server server;
    private final DataDirectory data;
    private long pid;

    /** Null for a process that an earlier supervisor started. */
    private @Nullable Process child;

    ManagedProcess(Server server, DataDirectory data) {
        this.server = server;
        this.data = data;
    }

    Server server() {
        return server;
    }

    String name() {
        return server.name();
    }

    /** The pid of the live process, wherever it came from. */
    synchronized OptionalLong livePid() {
        // Of an own child the system keeps the pid until its end was seen; while it passes from one program to the next
        // it has no command line to look at.
        boolean lives = child != null ? child.isAlive() : pid != 0 && Processes.carries(pid, server.marker());
        return lives ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    boolean alive() {
        return livePid().isPresent();
    }

    /** Takes over a process of an earlier supervisor, if one lives. */
    synchronized boolean adopt() throws IOException {
        OptionalLong found = Processes.find(data.pidFile(name()), server.marker());
        if (found.isEmpty()) {
            return false;
        }
        pid = found.getAsLong();
        child = null;
        Processes.write(data.pidFile(name()), pid);
        return true;
    }

    /** Prepares and starts; from its return on the pid file leads to the process. */
    synchronized void launch() throws IOException, InterruptedException {
        server.prepare();
        ProcessBuilder builder = new ProcessBuilder(Commands.inOwnSession(server.command()))
                .directory(new File("/"))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.log(name()).toFile()));
        builder.environment().putAll(server.environment());
        Process started = builder.start();
        child = started;
        pid = started.pid();
        Processes.write(data.pidFile(name()), pid);
    }

    /** @throws ServerException when it died or does not answer within 120 s */
    void awaitAnswer() throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!server.answers()) {
            if (!alive()) {
                throw new ServerException(name() + " has ended while it started");
            }
            if (System.nanoTime() > end) {
                throw new ServerException(name() + " is not healthy after " + START_LIMIT.toSeconds() + " s"
                        + (server.heard().isEmpty() ? "" : ": " + server.heard()));
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** Asks it to end, kills it when it does not, and removes its pid file. Says whether it had to be killed. */
    boolean stop() throws IOException, InterruptedException {
        OptionalLong live = livePid();
        boolean killed = false;
        if (live.isPresent()) {
            Commands.signal(server.stopSignal(), live.getAsLong());
            if (!ended(server.stopLimit())) {
                Commands.signal("KILL", live.getAsLong());
                killed = true;
                ended(Duration.ofSeconds(10));
            }
        }
        Files.deleteIfExists(data.pidFile(name()));
        return killed;
    }

    private boolean ended(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (alive()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL_MS);
        }
        return true;
    }

    /** Whether an adopted process was started with that argument. */
    boolean has(String argument) {
        OptionalLong live = livePid();
        return live.isPresent() && Processes.carries(live.getAsLong(), argument);
    }

    List<String> logTail(int lines) {
        return LogFiles.tail(data.log(name()), lines);
    }
}
