package dev.sluice.loadtest.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.loadtest.faults.Findings.Oracle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * O: a consumer that reads what is committed and drops ids that it has seen gets every transition once, each order's in
 * their order and without a gap; and they say what is stored.
 */
final class TransitionOracle {
    private final Map<String, History> histories;
    private final Findings findings;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> lastSequence = new HashMap<>();
    private int repeated;

    TransitionOracle(Map<String, History> histories, Findings findings) {
        this.histories = histories;
        this.findings = findings;
    }

    /**
     * @param from where the topic ended when the scenario began
     * @return how many transitions were published, and how often one was published again
     */
    static Counts check(
            KafkaLog log, Map<TopicPartition, Long> from, Map<String, History> histories, Findings findings) {
        TransitionOracle oracle = new TransitionOracle(histories, findings);
        log.read(from, oracle::take);
        return oracle.complete();
    }

    /** After the last record: whether any is missing. */
    Counts complete() {
        histories.forEach(this::complete);
        return new Counts(seen.size(), repeated);
    }

    record Counts(int published, int repeated) {}

    void take(ConsumerRecord<String, byte[]> record) {
        JsonNode event = JsonMapper.shared().readTree(new String(record.value(), UTF_8));
        String id = event.path("id").asString("");
        String order = record.key();
        JsonNode data = event.path("data");
        int sequence = data.path("sequence").asInt(0);
        findings.demand(Oracle.O, id.equals(order + ':' + sequence), id + " is the id of " + order + " #" + sequence);
        if (!seen.add(id)) {
            repeated++;
            return;
        }
        Integer last = lastSequence.put(order, sequence);
        int expected = last == null ? 1 : last + 1;
        findings.demand(Oracle.O, sequence == expected, id + " came where #" + expected + " of its order was the next");
        History history = histories.get(order);
        if (history != null) {
            agree(id, history, sequence, data);
        }
    }

    private void agree(String id, History history, int sequence, JsonNode data) {
        List<History.Step> steps = history.steps();
        if (sequence < 1 || sequence > steps.size()) {
            findings.add(Oracle.O, id + " was published and is not stored");
            return;
        }
        History.Step step = steps.get(sequence - 1);
        boolean same = step.from().equals(data.path("from").asString(""))
                && step.to().equals(data.path("to").asString(""))
                && step.reason().equals(data.path("reason").asString(""))
                && step.inferred() == data.path("inferred").asBoolean(false);
        findings.demand(Oracle.O, same, id + " says something else than what is stored: " + step);
    }

    private void complete(String order, History history) {
        for (History.Step step : history.steps()) {
            findings.demand(
                    Oracle.O,
                    seen.contains(order + ':' + step.sequence()),
                    order + ':' + step.sequence() + " is stored and was not published");
            findings.demand(Oracle.O, step.published(), order + ':' + step.sequence() + " is not marked as published");
        }
    }
}
