package dev.sluice.processor.consume;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from the log, nothing read yet.
 *
 * @param offset position in its partition
 * @param headers a header's last value by name, null when there is none
 * @param value raw bytes, empty for a record without a value
 * @param done tells the log that everything up to here is applied; only informs, since PostgreSQL holds the progress
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record LogRecord(
        long offset, @Nullable String key, Function<String, byte @Nullable []> headers, byte[] value, Runnable done) {

    /** Roughly what it takes in memory: its body, its headers and what Kafka's client keeps with them. */
    int bytes() {
        return value.length + 2_048;
    }
}
