package dev.sluice.loadtest.demo;

import dev.sluice.contract.Outcome;
import dev.sluice.loadtest.stack.Ledger;
import java.io.PrintStream;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What is printed at the end, and whether all was as it must be. */
final class DemoReport {
    private static final List<String> STATES =
            List.of("pending", "confirmed", "processing", "shipped", "delivered", "cancelled", "refunded");
    private static final int BAR = 40;
    private static final int WRONG_SHOWN = 20;

    private final PrintStream out;
    private final Tally tally;
    private final Ledger before;
    private final Ledger after;
    private final OrderCheck check;
    private final int unusable;

    /** @param unusable bodies that must be in quarantine now */
    DemoReport(PrintStream out, Tally tally, Ledger before, Ledger after, OrderCheck check, int unusable) {
        this.out = out;
        this.unusable = unusable;
        this.tally = tally;
        this.before = before;
        this.after = after;
        this.check = check;
    }

    /** Whether every delivery got its 2xx, the ledger is balanced and every order is right. */
    boolean print() {
        answers();
        boolean balanced = ledger();
        states();
        boolean right = orders();
        return balanced && right && tally.unfinished() == 0 && quarantined() >= unusable;
    }

    private void answers() {
        out.println();
        out.println("The gateway answered");
        out.printf(
                "  accepted %,d   duplicate %,d   quarantined %,d   without a 2xx %,d%n",
                tally.accepted(), tally.duplicate(), tally.quarantined(), tally.unfinished());
        tally.troubles().forEach((what, count) -> out.printf("  %s: %,d%n", what, count.sum()));
        Histogram micros = tally.micros();
        out.printf(
                "  %,.0f deliveries/s over %.1f s; time to the answer p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                tally.perSecond(),
                tally.seconds(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(95) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    private boolean ledger() {
        Ledger added = after.since(before);
        boolean balanced = after.addsUp() && after.inFlight() == 0 && added.accepted() >= tally.published();
        out.println();
        out.println("The ledger");
        out.println("  this run: " + added.equation());
        out.println("  in all:   " + after.equation());
        out.println("  " + (balanced ? "balanced" : "NOT BALANCED"));
        out.printf("  bodies that can't be used: %,d sent, %,d set aside%n", unusable, quarantined());
        if (added.accepted() < tally.published()) {
            out.printf("  %,d were answered as published%n", tally.published());
        }
        if (added.count(Outcome.PARKED) > 0 || added.count(Outcome.DEAD_LETTERED) > 0) {
            out.println("  note: every order of the day has its snapshot, so nothing of it should stay parked or dead");
        }
        return balanced;
    }

    private long quarantined() {
        return after.since(before).count(Outcome.QUARANTINED);
    }

    private void states() {
        int most = check.byState().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1);
        out.println();
        out.println("The day's orders by state");
        for (String state : STATES) {
            int count = check.byState().getOrDefault(state, 0);
            out.printf("  %-11s %,7d  %s%n", state, count, "█".repeat((count * BAR + most - 1) / most));
        }
    }

    private boolean orders() {
        List<String> wrong = check.wrong();
        out.println();
        wrong.stream().limit(WRONG_SHOWN).forEach(line -> out.println("  " + line));
        if (wrong.size() > WRONG_SHOWN) {
            out.printf("  and %,d more%n", wrong.size() - WRONG_SHOWN);
        }
        out.printf("orders checked: %,d   wrong orders: %,d%n", check.checked(), wrong.size());
        return wrong.isEmpty();
    }
}
