package dev.sluice.processor.consume;

import java.util.List;
import reactor.core.publisher.Mono;

/** The log that is consumed. Its partitions come and go as instances join and leave. */
public interface EventLog {

    /** What happens to the partitions that this instance consumes. Calls come one at a time, and none may block. */
    interface Listener {
        /** The instance is a member of the group; it may be given no partition at all. */
        void joined();

        /** A partition is this instance's from now on; it delivers nothing of use until it was {@link #start started}. */
        void assigned(LogPartition partition);

        /** A partition is another instance's from now on. */
        void revoked(LogPartition partition);

        /** Records of one partition, in order. */
        void received(LogPartition partition, List<LogRecord> records);

        /** Completes when more can be received; until then nothing is polled. */
        Mono<Void> room();
    }

    /** Consumes until cancelled; joins again by itself after an error. */
    Mono<Void> consume(Listener listener);

    /** First offset that the log still has, and the offset after its last record. */
    Mono<Range> range(LogPartition partition);

    /** Delivers from {@code offset} on. */
    Mono<Void> start(LogPartition partition, long offset);

    /** Delivers nothing more, though records on their way may still come. */
    Mono<Void> pause(LogPartition partition);

    /** Delivers again from where it paused. */
    Mono<Void> resume(LogPartition partition);

    record Range(long first, long end) {}
}
