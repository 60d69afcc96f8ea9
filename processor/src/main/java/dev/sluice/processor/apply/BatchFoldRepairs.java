package dev.sluice.processor.apply;

import dev.sluice.contract.LogPlace;
import dev.sluice.contract.Outcome;
import dev.sluice.order.Repair;
import dev.sluice.processor.apply.BatchFold.Decision;
import dev.sluice.processor.apply.BatchWrites.HistoryRow;
import dev.sluice.processor.apply.BatchWrites.LedgerKey;
import dev.sluice.processor.apply.BatchWrites.RepairedRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The repairs of a batch while it is folded: which commands may be carried out, and what became of their events. A command
 * has an outcome of its own; the event that it is about leaves its old one.
 */
final class BatchFoldRepairs {
    static final String DISCARDED = "discarded";
    static final String NOTHING_TO_REPAIR = "nothing-to-repair";
    static final String REPAIRED_ALREADY = "repaired-already";
    static final String FOREIGN_EVENT = "the event belongs to another order or shop";

    private final RepairTargets targets;
    private final Map<LogPlace, Course> courses = new TreeMap<>();
    private final Set<LogPlace> unparked = new HashSet<>();

    BatchFoldRepairs(RepairTargets targets) {
        this.targets = targets;
    }

    /** What happens to one event in this batch. */
    private static final class Course {
        final StoredEvent event;
        final List<Commanded> commands = new ArrayList<>();

        /** What the retry came to so far; a parked one may still be applied later in the batch. */
        @Nullable
        Decision retried;

        boolean discarded;

        Course(StoredEvent event) {
            this.event = event;
        }

        Outcome outcome() {
            Outcome now = retried == null ? event.outcome() : retried.outcome;
            return discarded && now == Outcome.PARKED ? Outcome.DEAD_LETTERED : now;
        }

        String reason() {
            if (discarded && (retried == null ? event.outcome() : retried.outcome) == Outcome.PARKED) {
                return DISCARDED;
            }
            return retried == null ? event.reason() : String.valueOf(retried.reason);
        }

        @Nullable
        String detail() {
            return retried == null ? event.detail() : retried.detail;
        }

        boolean isSetAside() {
            return isSetAside(outcome());
        }

        static boolean isSetAside(Outcome outcome) {
            return outcome == Outcome.PARKED || outcome == Outcome.QUARANTINED || outcome == Outcome.DEAD_LETTERED;
        }
    }

    private record Commanded(ReadEvent command, Repair repair) {}

    /**
     * The event that a command is about, when it may be carried out; else null, and {@code decision} says why not. What
     * follows must be {@link #retried} or {@link #discarded}.
     */
    @Nullable
    StoredEvent accept(Decision decision, Repair repair) {
        StoredEvent event = targets.events().get(repair.event());
        if (targets.done().contains(new RepairTargets.Done(repair.commandId(), repair.event()))) {
            decision.is(Outcome.STALE, REPAIRED_ALREADY, null);
            return null;
        }
        if (event == null || event.discarded() || unparked.contains(repair.event())) {
            decision.is(Outcome.STALE, NOTHING_TO_REPAIR, null);
            return null;
        }
        if (!event.read().event().key().equals(decision.read.event().key())) {
            decision.is(Outcome.DEAD_LETTERED, BatchFold.ILLEGAL_COMMAND, FOREIGN_EVENT);
            return null;
        }
        Course course = courses.get(repair.event());
        if (course != null && isOver(course, repair)) {
            decision.is(Outcome.STALE, REPAIRED_ALREADY, null);
            return null;
        }
        return event;
    }

    /** A second retry in one batch could come to nothing else; an event that a retry left set aside can be given up. */
    private static boolean isOver(Course course, Repair repair) {
        return course.discarded
                || !course.isSetAside()
                || repair.action() == Repair.Action.RETRY
                || course.commands.stream()
                        .anyMatch(earlier -> earlier.repair().commandId().equals(repair.commandId()));
    }

    void retried(ReadEvent command, Repair repair, StoredEvent event, Decision result) {
        Course course = course(event);
        course.commands.add(new Commanded(command, repair));
        course.retried = result;
    }

    /** Returns what a retry of this batch came to, which must not be applied any more. */
    @Nullable
    Decision discarded(ReadEvent command, Repair repair, StoredEvent event) {
        Course course = course(event);
        course.commands.add(new Commanded(command, repair));
        course.discarded = true;
        return course.retried;
    }

    private Course course(StoredEvent event) {
        return courses.computeIfAbsent(event.place(), place -> new Course(event));
    }

    /** Whether a parked event goes with its order now; not when a command of this batch has decided about it. */
    boolean mayUnpark(ParkedEvent parked) {
        return !courses.containsKey(parked.place());
    }

    void unparked(ParkedEvent parked) {
        unparked.add(parked.place());
    }

    /**
     * Writes what became of the events, once the batch is folded.
     *
     * @param erased whether personal data is to be erased of an event: what failed in folding it may quote some
     */
    void finish(BatchWrites writes, Predicate<ReadEvent> erased) {
        for (Course course : courses.values()) {
            StoredEvent event = course.event;
            Outcome outcome = course.outcome();
            int attempts = event.attempts() + (course.retried == null ? 0 : 1);
            writes.repaired.add(new RepairedRow(
                    event,
                    outcome,
                    course.isSetAside() ? course.reason() : null,
                    outcome == Outcome.DEAD_LETTERED && erased.test(event.read()) ? null : course.detail(),
                    attempts,
                    course.discarded));
            if (outcome != event.outcome()) {
                writes.taken.merge(key(event, event.outcome()), 1L, Long::sum);
                writes.added.merge(key(event, outcome), 1L, Long::sum);
            }
            for (Commanded commanded : course.commands) {
                writes.history.add(history(course, commanded));
            }
        }
    }

    private static HistoryRow history(Course course, Commanded commanded) {
        Decision result = course.retried;
        boolean isRetry = commanded.repair().action() == Repair.Action.RETRY;
        return isRetry && result != null
                ? new HistoryRow(commanded.command(), commanded.repair(), result.outcome, result.reason)
                : new HistoryRow(commanded.command(), commanded.repair(), course.outcome(), DISCARDED);
    }

    private static LedgerKey key(StoredEvent event, Outcome outcome) {
        return new LedgerKey(
                event.place().logId(),
                event.place().partition(),
                event.read().event().shop(),
                outcome);
    }
}
