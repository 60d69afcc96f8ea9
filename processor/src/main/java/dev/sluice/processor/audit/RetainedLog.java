package dev.sluice.processor.audit;

import dev.sluice.processor.consume.EventLog;
import dev.sluice.processor.consume.LogPartition;
import dev.sluice.processor.consume.LogRecord;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the log still holds, to be read beside the consumption and without touching it. */
public interface RetainedLog {

    /** First offset that is still held, and the offset after the last; empty when the topic is another incarnation now. */
    Mono<EventLog.Range> range(LogPartition partition);

    /** Records from {@code from} inclusive to {@code to} exclusive, in order, a poll at a time. */
    Flux<List<LogRecord>> read(LogPartition partition, long from, long to);
}
