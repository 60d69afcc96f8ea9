package dev.sluice.loadtest.demo;

import dev.sluice.loadtest.client.Answers;
import dev.sluice.loadtest.client.Call;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what the gateway answered. */
final class Tally implements Answers {
    private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"([a-z]+)\"");
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);

    private final int expected;
    private final long startedAt = System.nanoTime();
    private volatile long stoppedAt;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicate = new LongAdder();
    private final LongAdder quarantined = new LongAdder();
    private final LongAdder unfinished = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final Map<String, LongAdder> troubles = new ConcurrentSkipListMap<>();
    private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);

    Tally(int expected) {
        this.expected = expected;
    }

    @Override
    public void answered(Call call, int status, String body, long nanos, int attempts) {
        micros.recordValue(Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
        Matcher matcher = STATUS.matcher(body);
        String word = matcher.find() ? String.valueOf(matcher.group(1)) : "";
        if (status / 100 != 2) {
            trouble("refused: HTTP " + status);
            unfinished.increment();
        } else if (word.equals("duplicate")) {
            duplicate.increment();
        } else if (word.equals("quarantined")) {
            quarantined.increment();
        } else {
            accepted.increment();
        }
    }

    @Override
    public void repeated(Call call, String why) {
        repeated.increment();
        trouble("sent again: " + why);
    }

    @Override
    public void lost(Call call, String why) {
        unfinished.increment();
        trouble("given up: " + why);
    }

    private void trouble(String what) {
        troubles.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    void stop() {
        stoppedAt = System.nanoTime();
    }

    /** Deliveries that have their last word. */
    long answered() {
        return accepted() + duplicate() + quarantined() + unfinished.sum();
    }

    long accepted() {
        return accepted.sum();
    }

    long duplicate() {
        return duplicate.sum();
    }

    long quarantined() {
        return quarantined.sum();
    }

    /** Deliveries that stay without a 2xx, those included that nobody got to. */
    long unfinished() {
        return expected - accepted() - duplicate() - quarantined();
    }

    /** Deliveries that were answered as being in the log. */
    long published() {
        return accepted() + quarantined();
    }

    Map<String, LongAdder> troubles() {
        return troubles;
    }

    Histogram micros() {
        return micros;
    }

    double seconds() {
        return ((stoppedAt == 0 ? System.nanoTime() : stoppedAt) - startedAt) / 1e9;
    }

    double perSecond() {
        return answered() / Math.max(0.001, seconds());
    }

    double share() {
        return answered() / (double) expected;
    }

    String line() {
        return String.format(
                "%,d of %,d  %,.0f/s  accepted %,d  duplicate %,d  quarantined %,d%s",
                answered(),
                expected,
                perSecond(),
                accepted(),
                duplicate(),
                quarantined(),
                repeated.sum() == 0 ? "" : String.format("  sent again %,d", repeated.sum()));
    }
}
