package dev.sluice.loadtest.load;

import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Ledger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until everything that was accepted has its outcome, and looks at the ledger then. */
final class Settling {
    private static final long WITHOUT_PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MS = 200;

    private final AdminApi admin;
    private final Ledger before;

    private Settling(AdminApi admin, Ledger before) {
        this.admin = admin;
        this.before = before;
    }

    static Settling before(AdminApi admin) throws IOException, InterruptedException {
        return new Settling(admin, admin.ledger());
    }

    /**
     * The ledger's change since.
     *
     * @param failures hears what is wrong with it
     */
    Ledger await(List<String> failures) throws IOException, InterruptedException {
        Ledger now = admin.ledger();
        long lastSettled = -1;
        long lastProgress = System.nanoTime();
        while (now.inFlight() != 0 && System.nanoTime() - lastProgress < WITHOUT_PROGRESS_NANOS) {
            if (now.settled() != lastSettled) {
                lastSettled = now.settled();
                lastProgress = System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            now = admin.ledger();
        }
        failures.addAll(wrong(now));
        return now.since(before);
    }

    private static List<String> wrong(Ledger ledger) {
        List<String> wrong = new ArrayList<>();
        if (ledger.inFlight() != 0) {
            wrong.add(ledger.inFlight() + " events were not applied within a minute");
        }
        if (!ledger.addsUp()) {
            wrong.add("the ledger is not balanced: " + ledger.equation());
        }
        return wrong;
    }
}
