package dev.sluice.loadtest.stack;

import dev.sluice.contract.Outcome;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What the log took in and what became of it.
 *
 * @param accepted events that were published
 * @param balanced what Sluice says itself; {@link #addsUp} counts again
 */
public record Ledger(long accepted, long inFlight, Map<Outcome, Long> outcomes, boolean balanced) {

    static Ledger read(JsonNode json) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, json.path("outcomes").path(outcome.token()).asLong(0));
        }
        return new Ledger(
                json.path("accepted").asLong(),
                json.path("in_flight").asLong(),
                outcomes,
                json.path("balanced").asBoolean(false));
    }

    public long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    public long settled() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    public boolean addsUp() {
        return balanced && accepted == settled() + inFlight;
    }

    /** What was added since an earlier reading. */
    public Ledger since(Ledger earlier) {
        Map<Outcome, Long> added = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            added.put(outcome, count(outcome) - earlier.count(outcome));
        }
        return new Ledger(accepted - earlier.accepted, inFlight - earlier.inFlight, added, balanced);
    }

    /** The equation written out. */
    public String equation() {
        StringBuilder text = new StringBuilder(String.format("accepted %,d =", accepted));
        for (Outcome outcome : Outcome.values()) {
            text.append(String.format(" %s %,d +", outcome.token(), count(outcome)));
        }
        return text.append(String.format(" in flight %,d", inFlight)).toString();
    }
}
