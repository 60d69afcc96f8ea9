package dev.sluice.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.local.testing.TestServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A server that is stopped by SIGSTOP until this is closed: its connections stay open and nothing answers. */
public final class Frozen implements AutoCloseable {
    private final long pid;

    private Frozen(long pid) {
        this.pid = pid;
        signal("-STOP");
        awaitStopped();
    }

    /** A thread that is on a processor when the signal comes may still answer; only then is all of it frozen. */
    private void awaitStopped() {
        Awaitility.await().atMost(RunningGateway.BOUND).until(this::isStopped);
    }

    private boolean isStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(Frozen::isStopped);
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"), ISO_8859_1).contains(") T ");
        } catch (IOException e) {
            return true; // The thread has ended meanwhile.
        }
    }

    /** Empty when Redis is no process of this machine that may be stopped. */
    public static Optional<Frozen> redis() {
        RedisClient client = RedisClient.create(TestServers.get().redisUrl());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return Arrays.stream(connection.sync().info("server").split("\r\n"))
                    .filter(line -> line.startsWith("process_id:"))
                    .map(line -> Long.parseLong(line.substring("process_id:".length())))
                    .filter(pid -> runs(pid, "redis-server"))
                    .findFirst()
                    .map(Frozen::new);
        } finally {
            client.shutdown();
        }
    }

    /** Empty when the broker does not run in a child of this JVM, which holds nothing else. */
    public static Optional<Frozen> kafka() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> runs(process.pid(), "testing.Keeper"))
                .findFirst()
                .map(process -> new Frozen(process.pid()));
    }

    private static boolean runs(long pid, String program) {
        try {
            // ProcessHandle cuts long command lines off.
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), ISO_8859_1)
                    .contains(program);
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        signal("-CONT");
    }
}
