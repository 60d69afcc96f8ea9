package dev.sluice.gateway.admission;

import java.util.Optional;

/** What an operator may see of the queue. */
public interface QueueView {

    /** The newest sample; empty until the first one succeeded. Never blocks. */
    Optional<QueueSnapshot> latest();
}
