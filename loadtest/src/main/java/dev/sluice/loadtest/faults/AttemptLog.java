package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.samples.Delivery;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The attempts of a scenario as lines of a file, for whoever wants to know what exactly happened. */
final class AttemptLog implements AutoCloseable {
    private final BufferedWriter file;
    private boolean closed;

    private AttemptLog(BufferedWriter file) {
        this.file = file;
    }

    static AttemptLog open(Path path) throws IOException {
        BufferedWriter file = Files.newBufferedWriter(path);
        file.write("started_ms,ms,webhook_id,order,ending,status,word\n");
        return new AttemptLog(file);
    }

    /** After the end, nothing. */
    synchronized void write(Delivery delivery, Attempt attempt) {
        if (closed) {
            return;
        }
        String order = Objects.requireNonNullElse(delivery.orderId(), "");
        try {
            file.write(attempt.startedAt() / 1_000_000 + "," + attempt.nanos() / 1_000_000 + "," + delivery.webhookId()
                    + "," + order + "," + attempt.ending() + "," + attempt.status() + "," + attempt.word() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        file.close();
    }
}
