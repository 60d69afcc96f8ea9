package dev.sluice.loadtest.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A bar that stays on one line of a terminal; elsewhere a plain line every few seconds. */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 28;
    private static final long PLAIN_LINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final String title;
    private final boolean terminal;
    private long lastPlainLine = System.nanoTime();
    private boolean barShown;

    public Progress(PrintStream out, String title) {
        this(out, title, isTerminal());
    }

    Progress(PrintStream out, String title, boolean terminal) {
        this.out = out;
        this.title = title;
        this.terminal = terminal;
    }

    private static boolean isTerminal() {
        String forced = System.getProperty("sluice.terminal");
        if (forced != null) {
            return Boolean.parseBoolean(forced);
        }
        try {
            // From JDK 22 on there is a console without a terminal too; where there is /proc, it knows.
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    /**
     * @param done share that is done, 0 to 1
     * @param detail what stands behind the percentage
     */
    public synchronized void show(double done, String detail) {
        double share = Math.max(0, Math.min(1, done));
        if (terminal) {
            int filled = (int) (share * WIDTH);
            out.printf(
                    "\r%s [%s%s] %3.0f %%  %s\u001b[K",
                    title, "#".repeat(filled), ".".repeat(WIDTH - filled), share * 100, detail);
            out.flush();
            barShown = true;
        } else if (System.nanoTime() - lastPlainLine >= PLAIN_LINE_NANOS) {
            lastPlainLine = System.nanoTime();
            out.printf("%s %.0f %%  %s%n", title, share * 100, detail);
        }
    }

    /** The last word; the bar stays as it is shown. */
    public synchronized void finish(String detail) {
        if (terminal) {
            show(1, detail);
        } else {
            out.printf("%s 100 %%  %s%n", title, detail);
        }
        close();
    }

    @Override
    public synchronized void close() {
        if (barShown) {
            out.println();
            barShown = false;
        }
    }
}
