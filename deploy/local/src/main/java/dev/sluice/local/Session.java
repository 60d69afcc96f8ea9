package dev.sluice.local;

import dev.sluice.local.server.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One run of scripts/dev: becomes the supervisor, and stays it until a signal, a newcomer or the demo's end. */
final class Session {
    private static final long POLL_MS = 200;
    private static final int POLLS_PER_LOG_CHECK = 25;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(120);

    private final DataDirectory data;
    private final Ports ports;
    private final Stack stack;
    private final Demo demo;
    private final Console console;
    private final Supervisor supervisor;
    private final Supervision supervision;
    private volatile boolean signalled;
    private volatile boolean onlyOwn;
    private volatile @Nullable Process playing;

    Session(DataDirectory data, Ports ports, Stack stack, Demo demo) {
        this.data = data;
        this.ports = ports;
        this.stack = stack;
        this.demo = demo;
        this.console = new Console(data.log("supervisor"));
        this.supervisor = new Supervisor(stack, console);
        this.supervision = new Supervision(data);
    }

    /** Runs the stack until a signal stops it, or a newer session takes it over; returns the exit status. */
    int start() throws IOException, InterruptedException {
        bringUp();
        console.line("Ctrl-C stops it.");
        int polls = 0;
        while (!supervision.handOverAsked()) {
            Thread.sleep(POLL_MS);
            polls++;
            if (polls % POLLS_PER_LOG_CHECK == 0) {
                boundLogs();
            }
        }
        handOver();
        return 0;
    }

    /** Plays the demo on the stack that runs, or on one started for it and stopped afterwards. */
    int demo() throws IOException, InterruptedException {
        if (supervision.other().isPresent() && Files.exists(data.environment())) {
            console.line("The stack runs already; the demo plays on it.");
            return play();
        }
        boolean adopted = bringUp();
        onlyOwn = adopted;
        int status = play();
        if (adopted) {
            console.line("What ran before runs on, unsupervised until scripts/dev is started.");
        } else if (supervision.held()) {
            stopEverything(false);
        }
        return status;
    }

    /** Keeps the supervision up while the demo plays. */
    private int play() throws IOException, InterruptedException {
        Process process = demo.play();
        playing = process;
        while (process.isAlive()) {
            if (supervision.held() && supervision.handOverAsked()) {
                handOver();
                supervision.release();
            }
            Thread.sleep(POLL_MS);
        }
        waitForSignal();
        return process.exitValue();
    }

    /** Stops the stack, by its supervisor where one lives. */
    int stop() throws IOException, InterruptedException {
        OptionalLong other = supervision.other();
        if (other.isPresent()) {
            console.line("Stopping the stack of process " + other.getAsLong());
            ProcessHandle.of(other.getAsLong()).ifPresent(ProcessHandle::destroy);
            long end = System.nanoTime() + STOP_LIMIT.toNanos();
            while (supervision.other().isPresent() && System.nanoTime() < end) {
                Thread.sleep(POLL_MS);
            }
        }
        supervision.take(console);
        List<ManagedProcess> left = supervisor.adopt();
        stopEverything(false);
        console.line(other.isEmpty() && left.isEmpty() ? "Nothing runs." : "Stopped.");
        return 0;
    }

    /** Says whether a part ran before. */
    private boolean bringUp() throws IOException, InterruptedException {
        refuseOtherPorts();
        supervision.take(console);
        long begin = System.nanoTime();
        boolean adopted = !supervisor.adopt().isEmpty();
        requireFreePorts();
        if (!adopted) {
            Files.deleteIfExists(data.environment());
        }
        EnvFile.write(data.ports(), ports.toVariables());
        Runtime.getRuntime().addShutdownHook(new Thread(this::endBySignal, "signal"));
        try {
            startUnlessTakenOver();
        } catch (ServerException | IOException e) {
            waitForSignal();
            supervisor.stop(true);
            throw e;
        }
        EnvFile.write(data.environment(), stack.environment().forScripts());
        supervisor.watch();
        new Summary(stack.environment(), data).print(begin);
        return adopted;
    }

    /** A newcomer need not wait for a start to end, or fail: it goes on where this process is. */
    private void startUnlessTakenOver() throws IOException, InterruptedException {
        CompletableFuture<Void> started = supervisor.start();
        while (!started.isDone()) {
            if (supervision.handOverAsked()) {
                handOver();
                Runtime.getRuntime().halt(0);
            }
            Thread.sleep(POLL_MS / 4);
        }
        try {
            started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ServerException known
                    ? known
                    : new ServerException("The stack could not be started: " + e.getCause(), e);
        }
        seed();
    }

    /** Without its demo shops the stack still serves; an admin may well have changed the password. */
    private void seed() throws InterruptedException {
        try {
            new Seeding(stack.environment()).run();
        } catch (ServerException | IOException e) {
            console.line("  The demo shops are not registered: " + e.getMessage());
        }
    }

    private void refuseOtherPorts() throws IOException {
        Map<String, String> last = EnvFile.read(data.ports());
        boolean differs = !last.isEmpty() && !last.equals(ports.toVariables());
        boolean runs = stack.all().stream()
                .anyMatch(part -> Processes.find(
                                data.pidFile(part.name()), part.server().marker())
                        .isPresent());
        if (differs && runs) {
            throw new ServerException("The stack of this directory runs with other ports; stop it first"
                    + " (scripts/dev --stop), or leave the port variables as they were.");
        }
    }

    private void requireFreePorts() {
        List<String> complaints = new ArrayList<>();
        for (ManagedProcess part : stack.all()) {
            if (part.alive()) {
                continue;
            }
            for (String variable : Ports.variablesOf(part.name())) {
                int port = ports.number(variable);
                if (!PortCheck.free(port)) {
                    complaints.add(PortCheck.complaint(variable, port, part.name()));
                }
            }
        }
        if (!complaints.isEmpty()) {
            throw new ServerException(String.join("\n", complaints));
        }
    }

    private void handOver() {
        supervisor.letGo();
        console.line("A newer scripts/dev has the supervision now; the parts run on.");
    }

    /** The shutdown hook: Ctrl-C and SIGTERM end here. */
    private void endBySignal() {
        signalled = true;
        Process process = playing;
        if (process != null) {
            process.destroy();
        }
        if (supervision.held()) {
            System.out.println();
            stopEverything(onlyOwn);
        }
        Runtime.getRuntime().halt(0);
    }

    private void stopEverything(boolean own) {
        supervisor.stop(own);
        if (own) {
            return;
        }
        try {
            Files.deleteIfExists(data.environment());
            Files.deleteIfExists(data.pidFile("supervisor"));
        } catch (IOException e) {
            console.line("A file of the stopped stack stays: " + e.getMessage());
        }
    }

    /** When the end has begun by a signal, it is the hook that ends this process. */
    private void waitForSignal() throws InterruptedException {
        if (signalled) {
            Thread.currentThread().join();
        }
    }

    private void boundLogs() {
        for (ManagedProcess part : stack.all()) {
            try {
                LogFiles.bound(data.log(part.name()), LogFiles.LIMIT_BYTES);
            } catch (IOException e) {
                console.line("The log of " + part.name() + " could not be bounded: " + e.getMessage());
            }
        }
    }
}
