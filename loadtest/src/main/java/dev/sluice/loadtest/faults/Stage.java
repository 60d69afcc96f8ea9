package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.faults.Findings.Oracle;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.local.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a fault works with: the stack, the load that runs meanwhile, and where its own expectations go. */
final class Stage {
    private static final long POLL_MS = 50;

    private final FaultStack stack;
    private final Load load;
    private final Findings findings;
    private final Bodies bodies;
    private final Random chance;
    private final Database database;
    private final Set<String> changed = new HashSet<>();
    private final StringBuilder notes = new StringBuilder();
    private final List<Consumer<Evidence>> checks = new ArrayList<>();
    private int publishedAgain;
    private volatile long mendedAt;
    private volatile String doing = "";

    Stage(FaultStack stack, Load load, Findings findings, Bodies bodies, Random chance) {
        this.stack = stack;
        this.load = load;
        this.findings = findings;
        this.bodies = bodies;
        this.chance = chance;
        this.database = new Database(stack.database());
    }

    FaultStack stack() {
        return stack;
    }

    Load load() {
        return load;
    }

    Database database() {
        return database;
    }

    Random chance() {
        return chance;
    }

    /** Deliveries made for this scenario. */
    Bodies bodies() {
        return bodies;
    }

    /** Lets the load run on for so long. */
    void pass(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** A random time up to {@code most}. */
    void passUpTo(Duration most) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep((long) (chance.nextDouble() * most.toNanos()));
    }

    /** Waits until it holds; says whether it did in time. */
    boolean await(Duration limit, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return true;
    }

    /** The fault is over from here: the clock of the recovery starts. Called several times, the last one counts. */
    void mended() {
        mendedAt = System.nanoTime();
    }

    /** By {@link System#nanoTime}; 0 when the fault did not say. */
    long mendedAt() {
        return mendedAt;
    }

    /** Kills a part and starts it again. */
    void killAndRestart(Part part) throws IOException, InterruptedException {
        doing("killing " + part.token());
        stack.kill(part);
        mended();
        stack.parts().start(part);
    }

    /** Something that the scenario itself expects. */
    void expect(boolean holds, String otherwise) {
        findings.demand(Oracle.X, holds, otherwise);
    }

    /** Something that can be expected only once all is applied. */
    void expectOf(Consumer<Evidence> check) {
        checks.add(check);
    }

    /** @param again transitions whose id came to the topic a second time */
    void afterwards(Evidence evidence, int again) {
        publishedAgain = again;
        checks.forEach(check -> check.accept(evidence));
    }

    /** Known to {@link #expectOf} only. */
    int publishedAgain() {
        return publishedAgain;
    }

    Findings findings() {
        return findings;
    }

    /** Sends one delivery now and expects that it is accepted. */
    Attempt deliver(Delivery delivery) {
        Attempt attempt = load.sendNow(delivery);
        expect(attempt.accepted(), delivery.webhookId() + " was answered " + attempt);
        return attempt;
    }

    /** The stored facts of this order do not come from events alone: it is not compared. */
    void changedOtherwise(String order) {
        changed.add(order);
    }

    Set<String> changedOtherwise() {
        return changed;
    }

    /** A few words for the report. */
    void note(String text) {
        notes.append(notes.isEmpty() ? "" : "; ").append(text);
    }

    String notes() {
        return notes.toString();
    }

    /** For the progress line. */
    void doing(String what) {
        doing = what;
    }

    String doing() {
        return doing;
    }
}
