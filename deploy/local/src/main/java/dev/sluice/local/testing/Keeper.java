package dev.sluice.local.testing;

import dev.sluice.local.server.Archive;
import dev.sluice.local.server.Commands;
import dev.sluice.local.server.KafkaBroker;
import dev.sluice.local.server.PostgresServer;
import dev.sluice.local.server.RedisServer;
import dev.sluice.local.server.Server;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Holds the servers of a test JVM: Kafka within, PostgreSQL and Redis as children. When its standard input ends, which
 * is when the test JVM ended in whatever way, it stops them and deletes their data.
 */
final class Keeper {
    static final String READY = "SLUICE-TEST-SERVERS ";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final List<Process> children = new CopyOnWriteArrayList<>();

    private Keeper(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        Keeper keeper = new Keeper(Path.of(args[0]));
        Thread watch = new Thread(keeper::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Runtime.getRuntime().addShutdownHook(new Thread(keeper::clear, "clear"));
        try {
            keeper.start();
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    private void start() throws Exception {
        String password = secret();
        int kafkaPort = freePort();
        PostgresServer postgres = new PostgresServer(
                directory.resolve("postgres-home"), directory.resolve("postgres"), freePort(), password, false);
        RedisServer redis =
                new RedisServer(directory.resolve("redis-home"), directory.resolve("redis"), freePort(), secret());
        ExecutorService parallel = Executors.newFixedThreadPool(2);
        Future<?> first = parallel.submit(started(postgres));
        Future<?> second = parallel.submit(started(redis));
        KafkaBroker.start(directory.resolve("kafka"), kafkaPort, freePort());
        second.get();
        first.get();
        parallel.shutdown();
        postgres.ensureDatabase("sluice");
        System.out.println(READY + postgres.url("sluice") + " 127.0.0.1:" + kafkaPort + " " + redis.url());
    }

    private Callable<Void> started(Server server) {
        return () -> {
            server.prepare();
            Process process = new ProcessBuilder(server.command())
                    .directory(new File("/"))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(server.name() + ".log").toFile())
                    .start();
            children.add(process);
            long end = System.nanoTime() + START_LIMIT.toNanos();
            while (!server.answers()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(server.name() + " does not answer");
                }
                Thread.sleep(25);
            }
            return null;
        };
    }

    private void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent; only the end matters.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        // Kafka's own orderly stop would take seconds for data that nobody reads again.
        clear();
        Runtime.getRuntime().halt(0);
    }

    private synchronized void clear() {
        try {
            for (Process child : children) {
                // For PostgreSQL the immediate stop, which frees its shared memory; Redis just ends.
                Commands.signal("QUIT", child.pid());
            }
            for (Process child : children) {
                if (!child.waitFor(5, TimeUnit.SECONDS)) {
                    child.destroyForcibly().waitFor();
                }
            }
            Archive.delete(directory);
        } catch (IOException e) {
            // Kafka still writes; what is left is in the system's directory for temporary files.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
