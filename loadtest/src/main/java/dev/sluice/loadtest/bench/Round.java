package dev.sluice.loadtest.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one round showed.
 *
 * @param items that were brought through
 * @param cpuMicros CPU time that each process used meanwhile
 * @param refused answers other than 2xx
 */
record Round(
        long items, double seconds, Map<String, Long> cpuMicros, double p50Millis, double p99Millis, long refused) {

    double rate() {
        return items / seconds;
    }

    double cpuAnItem(String part) {
        return cpuMicros.getOrDefault(part, 0L) / (double) Math.max(1, items);
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Reads the CPU clocks of processes; {@link #since} gives what they used in between. */
    record Clocks(Map<String, Long> pids, Map<String, Long> micros) {

        static Clocks read(Map<String, Long> pids) throws java.io.IOException {
            Map<String, Long> micros = new LinkedHashMap<>();
            for (Map.Entry<String, Long> part : pids.entrySet()) {
                micros.put(part.getKey(), Servers.cpuMicros(part.getValue()));
            }
            return new Clocks(pids, micros);
        }

        Map<String, Long> since(Clocks earlier) {
            Map<String, Long> used = new LinkedHashMap<>();
            micros.forEach((part, now) -> used.put(part, now - earlier.micros.getOrDefault(part, 0L)));
            return used;
        }
    }
}
