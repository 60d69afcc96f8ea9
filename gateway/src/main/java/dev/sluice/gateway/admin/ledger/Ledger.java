package dev.sluice.gateway.admin.ledger;

import dev.sluice.contract.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Guarantee G2 as it stands: accepted = outcomes + in flight, where every partition has one outcome for each of its
 * offsets.
 *
 * @param accepted events in the log since the ledger began
 * @param inFlight of those, the ones that are not applied yet
 * @param outcomes by name, all of them
 */
record Ledger(
        long accepted, long inFlight, Map<String, Long> outcomes, boolean balanced, List<PartitionLedger> partitions) {

    /**
     * Adds up a snapshot.
     *
     * @param rows of the same partition stand together
     * @param ends the end offset of each partition of the topics' newest logs; one that is missing counts as applied to
     *     its end
     */
    static Ledger of(List<LedgerRow> rows, LogEnds.Ends ends) {
        List<PartitionLedger> partitions = new ArrayList<>();
        for (List<LedgerRow> ofOne : byPartition(rows)) {
            LedgerRow first = ofOne.get(0);
            long end = first.current() ? ends.of(first.topic(), first.partition()) : 0;
            long total = ofOne.stream().mapToLong(LedgerRow::events).sum();
            partitions.add(PartitionLedger.of(first, end, total));
        }
        return new Ledger(
                sum(partitions, PartitionLedger::accepted),
                sum(partitions, PartitionLedger::inFlight),
                outcomes(rows),
                partitions.stream().allMatch(PartitionLedger::balanced),
                partitions);
    }

    /** Every outcome by its name, also those that never happened. */
    static Map<String, Long> outcomes(Collection<LedgerRow> rows) {
        Map<String, Long> outcomes = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.token(), 0L);
        }
        for (LedgerRow row : rows) {
            Outcome outcome = row.outcome();
            if (outcome != null) {
                outcomes.merge(outcome.token(), row.events(), Long::sum);
            }
        }
        return outcomes;
    }

    private static Collection<List<LedgerRow>> byPartition(List<LedgerRow> rows) {
        Map<List<Integer>, List<LedgerRow>> partitions = new LinkedHashMap<>();
        for (LedgerRow row : rows) {
            partitions
                    .computeIfAbsent(List.of(row.logId(), row.partition()), key -> new ArrayList<>())
                    .add(Objects.requireNonNull(row));
        }
        return partitions.values();
    }

    private static long sum(List<PartitionLedger> partitions, ToLongFunction<PartitionLedger> count) {
        return partitions.stream().mapToLong(count).sum();
    }
}
