package dev.sluice.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who supervises this data directory: one process at a time, by a file lock that ends with it. A newcomer asks the
 * present one to hand over; the parts run on meanwhile.
 */
final class Supervision {
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final long POLL_MS = 100;

    /** Keeps the lock reachable: a collected one would be released. */
    private volatile @Nullable FileLock held;

    private final DataDirectory data;
    private final long self = ProcessHandle.current().pid();

    Supervision(DataDirectory data) {
        this.data = data;
    }

    /** The live supervisor, if it is another process. */
    OptionalLong other() {
        OptionalLong found = Processes.find(data.pidFile("supervisor"), data.marker("supervisor"));
        return found.isPresent() && found.getAsLong() != self ? found : OptionalLong.empty();
    }

    /** Becomes the supervisor; waits for the present one to hand over, or to finish the stop that it is in. */
    @SuppressWarnings("resource") // The lock is held, through its channel, until this process ends.
    void take(Console console) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (lock == null) {
            OptionalLong holder = Processes.read(data.pidFile("supervisor"));
            if (!told) {
                console.line("Taking the supervision over from process "
                        + (holder.isPresent() ? holder.getAsLong() : "?") + "; the parts run on.");
                told = true;
            }
            Processes.write(data.handOver(), self);
            boolean frozen = holder.isPresent() && Processes.stopped(holder.getAsLong());
            if (frozen || System.nanoTime() > end) {
                killHolder(holder);
            }
            Thread.sleep(POLL_MS);
            lock = channel.tryLock();
        }
        Files.deleteIfExists(data.handOver());
        Processes.write(data.pidFile("supervisor"), self);
        held = lock;
    }

    private void killHolder(OptionalLong holder) {
        holder.ifPresent(pid -> {
            if (Processes.carries(pid, data.marker("supervisor"))) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
    }

    boolean held() {
        return held != null;
    }

    /** Lets the newcomer in while this process goes on. */
    void release() throws IOException {
        FileLock lock = held;
        if (lock != null) {
            lock.release();
            held = null;
        }
    }

    /** Whether a newer supervisor asks for the parts. */
    boolean handOverAsked() {
        OptionalLong asking = Processes.read(data.handOver());
        return asking.isPresent()
                && asking.getAsLong() != self
                && Processes.carries(asking.getAsLong(), data.marker("supervisor"));
    }
}
