package dev.sluice.local;

import dev.sluice.local.server.ServerException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Brings the parts up, keeps them up, and stops them in order. Only a part's death makes it act, never its slowness. */
final class Supervisor {
    private static final int TAIL_LINES = 15;
    private static final long POLL_MS = 200;

    private final Stack stack;
    private final Console console;
    private final List<ManagedProcess> launched = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "part");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean ending;

    Supervisor(Stack stack, Console console) {
        this.stack = stack;
        this.console = console;
    }

    /** Finds the parts that run already. */
    List<ManagedProcess> adopt() throws IOException {
        List<ManagedProcess> adopted = new ArrayList<>();
        for (ManagedProcess part : stack.all()) {
            if (part.adopt()) {
                adopted.add(part);
                console.line(
                        padded(part) + "runs already (process " + part.livePid().orElse(0) + ")");
            }
        }
        return adopted;
    }

    /** Starts what is down, servers before applications; done when all are healthy. */
    CompletableFuture<Void> start() {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        replaceEarlierBuilds();
                        bringAll(stack.infrastructure());
                        stack.postgres().ensureDatabase(DevEnvironment.DATABASE);
                        bringAll(stack.applications());
                    } catch (IOException | InterruptedException | SQLException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    private void replaceEarlierBuilds() throws IOException, InterruptedException {
        for (ManagedProcess part : stack.applications()) {
            if (part.server() instanceof AppProcess app && part.alive() && !part.has(app.buildArgument())) {
                console.line(padded(part) + "runs an earlier build: replacing it");
                part.stop();
            }
        }
    }

    private void bringAll(List<ManagedProcess> parts) throws InterruptedException {
        List<Future<?>> starts = new ArrayList<>();
        for (ManagedProcess part : parts) {
            starts.add(threads.submit(() -> bring(part)));
        }
        for (Future<?> start : starts) {
            try {
                start.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof ServerException known
                        ? known
                        : new ServerException("A part could not be started: " + e.getCause(), e);
            }
        }
    }

    /** One start, and a second when the first fails: an orphan that lets go of a port late must not matter. */
    private Void bring(ManagedProcess part) throws IOException, InterruptedException {
        try {
            bringOnce(part);
        } catch (ServerException first) {
            if (ending || part.alive()) {
                throw withLog(part, first);
            }
            console.line("  " + first.getMessage() + "; once more");
            part.stop();
            try {
                bringOnce(part);
            } catch (ServerException second) {
                throw new ServerException(
                        second.getMessage() + ". Its log ends with:\n" + String.join("\n", part.logTail(TAIL_LINES)),
                        second);
            }
        }
        return null;
    }

    private static ServerException withLog(ManagedProcess part, ServerException failure) {
        List<String> lines = part.logTail(TAIL_LINES);
        return lines.isEmpty()
                ? failure
                : new ServerException(
                        failure.getMessage() + ". Its log ends with:\n" + String.join("\n", lines), failure);
    }

    private void bringOnce(ManagedProcess part) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        boolean there = part.alive();
        if (!there) {
            launch(part);
        }
        part.awaitAnswer();
        if (!there) {
            console.line(padded(part) + "ready in " + seconds(begin) + " (process "
                    + part.livePid().orElse(0) + ", port " + part.server().port() + ")");
        }
    }

    private void launch(ManagedProcess part) throws IOException, InterruptedException {
        synchronized (part) {
            if (ending) {
                throw new ServerException(part.name() + " is not started: the stack stops");
            }
            launched.add(part);
            part.launch();
        }
    }

    /** From now on starts parts again that die. */
    void watch() {
        for (ManagedProcess part : stack.all()) {
            threads.execute(() -> watch(part));
        }
    }

    private void watch(ManagedProcess part) {
        Backoff backoff = new Backoff();
        try {
            while (!ending) {
                if (part.alive()) {
                    Thread.sleep(POLL_MS);
                } else if (!restart(part, backoff)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the part stays down. */
    private boolean restart(ManagedProcess part, Backoff backoff) throws InterruptedException {
        if (ending) {
            return false;
        }
        Optional<Duration> wait = backoff.afterDeath(Instant.now());
        if (wait.isEmpty()) {
            console.line(padded(part) + "ended " + (Backoff.DEATHS_ALLOWED + 1) + " times within "
                    + Backoff.WINDOW.toMinutes() + " min: it stays down. Run scripts/dev again once the cause is"
                    + " gone. Its log ends with:\n" + String.join("\n", part.logTail(TAIL_LINES)));
            return false;
        }
        console.line(padded(part) + "has ended; starting it again"
                + (wait.get().isZero() ? "" : " in " + wait.get().toSeconds() + " s"));
        long end = System.nanoTime() + wait.get().toNanos();
        while (System.nanoTime() < end && !ending) {
            Thread.sleep(POLL_MS);
        }
        try {
            bringOnce(part);
        } catch (ServerException | IOException e) {
            if (!ending) {
                console.line("  " + e.getMessage());
            }
        }
        return true;
    }

    /** Stops the parts, those first that depend on the others. With {@code onlyOwn}, those that this process started. */
    void stop(boolean onlyOwn) {
        ending = true;
        List<ManagedProcess> order = new ArrayList<>(stack.all());
        // gateway, processor, kafka, redis, postgres
        Collections.reverse(order);
        for (ManagedProcess part : order) {
            if (onlyOwn && !launched.contains(part)) {
                continue;
            }
            stop(part);
        }
    }

    private void stop(ManagedProcess part) {
        long begin = System.nanoTime();
        try {
            boolean was = part.alive();
            boolean killed = part.stop();
            if (was) {
                console.line(padded(part)
                        + (killed ? "did not stop by itself: killed after " : "stopped in ")
                        + seconds(begin));
            }
        } catch (IOException e) {
            console.line(padded(part) + "could not be stopped: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of the parts, which run on; returns when none is in the middle of its launch. */
    void letGo() {
        ending = true;
        for (ManagedProcess part : stack.all()) {
            // Waits for a launch in progress, so that its pid file is there.
            part.livePid();
        }
    }

    private static String padded(ManagedProcess part) {
        return String.format(Locale.ROOT, "  %-10s ", part.name());
    }

    static String seconds(long beginNanos) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - beginNanos) / 1e9);
    }
}
