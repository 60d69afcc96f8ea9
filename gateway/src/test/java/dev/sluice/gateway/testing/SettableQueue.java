package dev.sluice.gateway.testing;

import dev.sluice.gateway.admission.QueueSnapshot;
import dev.sluice.gateway.admission.QueueView;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A view of the queue that shows what the test says, so that a test can hold events in flight. */
public final class SettableQueue implements QueueView {
    private final AtomicReference<@Nullable QueueSnapshot> snapshot = new AtomicReference<>();

    public void show(@Nullable QueueSnapshot newest) {
        snapshot.set(newest);
    }

    @Override
    public Optional<QueueSnapshot> latest() {
        return Optional.ofNullable(snapshot.get());
    }
}
