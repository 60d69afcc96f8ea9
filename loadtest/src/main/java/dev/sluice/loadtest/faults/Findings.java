package dev.sluice.loadtest.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the oracles found wrong; bounded, since one fault can break thousands of orders. */
final class Findings {
    private static final int MOST_KEPT = 20;

    /** What is checked after each fault. */
    enum Oracle {
        /** Every accepted event has exactly one outcome; the ledger is balanced. */
        L,
        /** Histories are legal and every order equals the pure merge of its events. */
        S,
        /** Transitions are gap-free per order, and published once by id and in order. */
        O,
        /** Every request was answered within 4 s, memory is bounded, ready again within 30 s. */
        A,
        /** What the scenario itself expects. */
        X
    }

    private final Map<Oracle, Integer> counts = new EnumMap<>(Oracle.class);
    private final List<String> lines = new ArrayList<>();

    void add(Oracle oracle, String what) {
        counts.merge(oracle, 1, Integer::sum);
        if (lines.size() < MOST_KEPT) {
            lines.add(oracle + ": " + what);
        }
    }

    /** Adds a finding unless it holds. */
    void demand(Oracle oracle, boolean holds, String otherwise) {
        if (!holds) {
            add(oracle, otherwise);
        }
    }

    int count(Oracle oracle) {
        return counts.getOrDefault(oracle, 0);
    }

    boolean none() {
        return counts.isEmpty();
    }

    /** The first findings, one a line. */
    List<String> lines() {
        return lines;
    }
}
