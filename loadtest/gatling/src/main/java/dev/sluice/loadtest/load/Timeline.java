package dev.sluice.loadtest.load;

import dev.sluice.loadtest.load.Answers.Second;
import dev.sluice.loadtest.load.Sampler.Sample;
import dev.sluice.local.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A load in steps of ten seconds.
 *
 * @param steps in order, without gaps, from the load's first second on
 */
record Timeline(List<Step> steps) {
    static final int STEP_SECONDS = 10;

    /**
     * Ten seconds.
     *
     * @param at seconds since the load began
     * @param goodput events that were applied, a second
     * @param accepted answers a second
     * @param refused answers a second
     * @param slowestMs of all answers
     * @param memoryMib the most that each JVM took
     */
    record Step(int at, double goodput, double accepted, double refused, long slowestMs, Map<Part, Long> memoryMib) {}

    static Timeline of(List<Second> answers, List<Sample> samples) {
        if (answers.isEmpty() || samples.isEmpty()) {
            return new Timeline(List.of());
        }
        long begin = answers.get(0).second();
        long end = Math.max(
                answers.get(answers.size() - 1).second(),
                samples.get(samples.size() - 1).second());
        List<Step> steps = new ArrayList<>();
        for (long from = begin; from + STEP_SECONDS <= end + 1; from += STEP_SECONDS) {
            steps.add(step(from, begin, answers, samples));
        }
        return new Timeline(List.copyOf(steps));
    }

    private static Step step(long from, long begin, List<Second> answers, List<Sample> samples) {
        long to = from + STEP_SECONDS;
        List<Second> within = answers.stream()
                .filter(second -> second.second() >= from && second.second() < to)
                .toList();
        Map<Part, Long> memory = new TreeMap<>();
        samples.stream()
                .filter(sample -> sample.second() >= from && sample.second() < to)
                .forEach(sample -> sample.memoryMib().forEach((part, mib) -> memory.merge(part, mib, Math::max)));
        return new Step(
                (int) (from - begin),
                (applied(samples, to) - applied(samples, from)) / (double) STEP_SECONDS,
                within.stream().mapToLong(Second::accepted).sum() / (double) STEP_SECONDS,
                within.stream().mapToLong(Second::refused).sum() / (double) STEP_SECONDS,
                within.stream().mapToLong(Second::slowestMs).max().orElse(0),
                memory);
    }

    /** What was applied up to that second, or to the first look after it. */
    private static long applied(List<Sample> samples, long second) {
        long applied = samples.get(0).applied();
        for (Sample sample : samples) {
            if (sample.second() > second) {
                break;
            }
            applied = sample.applied();
        }
        return applied;
    }

    /**
     * The worst goodput of a whole step as a share of the best one.
     *
     * @param from seconds since the begin: the queue fills before
     * @param to seconds since the begin: nothing is offered after
     */
    double lowestGoodputShare(int from, int to) {
        double[] goodputs = steps.stream()
                .filter(step -> step.at() >= from && step.at() + STEP_SECONDS <= to)
                .mapToDouble(Step::goodput)
                .sorted()
                .toArray();
        return goodputs.length == 0 ? 0 : goodputs[0] / Math.max(1, goodputs[goodputs.length - 1]);
    }

    Map<Part, Long> mostMemory() {
        Map<Part, Long> most = new TreeMap<>();
        steps.forEach(step -> step.memoryMib().forEach((part, mib) -> most.merge(part, mib, Math::max)));
        return most;
    }
}
