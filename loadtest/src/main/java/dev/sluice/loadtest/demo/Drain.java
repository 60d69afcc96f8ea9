package dev.sluice.loadtest.demo;

import dev.sluice.loadtest.cli.Progress;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Ledger;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Waits until everything that was published has its outcome. */
final class Drain {
    private static final long WITHOUT_PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(90);

    /**
     * The ledger when nothing is in flight any more, or as it stands after a minute and a half without progress.
     *
     * @param published at least so many events came since {@code before}
     */
    static Ledger await(AdminApi admin, Ledger before, long published, PrintStream out)
            throws IOException, InterruptedException {
        try (Progress progress = new Progress(out, "applying")) {
            Ledger ledger = admin.ledger();
            long lastSettled = -1;
            long lastProgress = System.nanoTime();
            while (!isDrained(ledger, before, published) && System.nanoTime() - lastProgress < WITHOUT_PROGRESS_NANOS) {
                long settled = ledger.settled() - before.settled();
                if (settled != lastSettled) {
                    lastSettled = settled;
                    lastProgress = System.nanoTime();
                }
                progress.show(
                        settled / (double) Math.max(1, published),
                        String.format("%,d of %,d  in the queue %,d", settled, published, admin.depth()));
                TimeUnit.MILLISECONDS.sleep(200);
                ledger = admin.ledger();
            }
            Ledger added = ledger.since(before);
            progress.finish(
                    String.format("%,d applied or set aside, %,d in flight", added.settled(), ledger.inFlight()));
            return ledger;
        }
    }

    private static boolean isDrained(Ledger now, Ledger before, long published) {
        return now.inFlight() == 0 && now.settled() - before.settled() >= published;
    }

    private Drain() {}
}
