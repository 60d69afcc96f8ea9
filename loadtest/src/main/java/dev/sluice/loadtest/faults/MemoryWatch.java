package dev.sluice.loadtest.faults;

import dev.sluice.local.ControlledStack;
import dev.sluice.local.Part;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks at the applications' memory every second. */
final class MemoryWatch implements AutoCloseable {
    private final ControlledStack stack;
    private final Thread thread;
    private volatile boolean ended;
    private volatile long mostMib;
    private volatile String most = "nothing measured";

    MemoryWatch(ControlledStack stack) {
        this.stack = stack;
        thread = new Thread(this::watch, "memory-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!ended) {
                List.of(Part.GATEWAY, Part.PROCESSOR).forEach(this::look);
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Part part) {
        stack.memoryMib(part).ifPresent(mib -> {
            if (mib > mostMib) {
                mostMib = mib;
                most = part.token() + " had " + mib + " MiB";
            }
        });
    }

    /** Of one application, in MiB. */
    long mostMib() {
        return mostMib;
    }

    /** The same with the application's name. */
    String most() {
        return most;
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
