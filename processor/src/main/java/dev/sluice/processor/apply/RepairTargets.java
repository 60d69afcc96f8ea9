package dev.sluice.processor.apply;

import dev.sluice.contract.LogPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a batch's repairs need to know.
 *
 * @param events those of the events they are about that are still set aside
 * @param done the commands among them that were carried out before
 */
record RepairTargets(Map<LogPlace, StoredEvent> events, Set<Done> done) {
    static final RepairTargets NONE = new RepairTargets(Map.of(), Set.of());

    /** A batch with the events that its repairs are about. */
    List<ReadEvent> with(List<ReadEvent> batch) {
        if (events.isEmpty()) {
            return batch;
        }
        List<ReadEvent> all = new ArrayList<>(batch);
        events.values().forEach(event -> all.add(event.read()));
        return all;
    }

    /** A command that was carried out on an event. */
    record Done(String commandId, LogPlace place) {}
}
