package dev.sluice.loadtest.load;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.stack.Sql;
import dev.sluice.local.ControlledStack;
import dev.sluice.local.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks every second at how much is applied and at the memory of each JVM of a stack. */
final class Sampler implements AutoCloseable {
    private static final List<Part> JVMS =
            List.of(Part.GATEWAY, Part.GATEWAY_2, Part.PROCESSOR, Part.PROCESSOR_2, Part.PROCESSOR_3, Part.KAFKA);

    /**
     * One look.
     *
     * @param second since 1970
     * @param applied events that have an outcome
     * @param memoryMib resident memory of the parts that run
     */
    record Sample(long second, long applied, Map<Part, Long> memoryMib) {}

    private final ControlledStack stack;
    private final DatabaseUrl database;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread;
    private volatile boolean ended;

    Sampler(OwnStack stack) {
        this.stack = stack.parts();
        this.database = stack.environment().database().orElseThrow();
        thread = new Thread(this::watch, "sampler");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try (Connection connection = Sql.connect(database);
                PreparedStatement applied = connection.prepareStatement(Sql.of("applied_events"))) {
            while (!ended) {
                look(applied);
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (SQLException e) {
            System.err.println("nothing is sampled any more: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(PreparedStatement query) throws SQLException {
        long applied;
        try (ResultSet rows = query.executeQuery()) {
            applied = rows.next() ? rows.getLong(1) : 0;
        }
        Map<Part, Long> memory = new EnumMap<>(Part.class);
        for (Part part : JVMS) {
            stack.memoryMib(part).ifPresent(mib -> memory.put(part, mib));
        }
        synchronized (samples) {
            samples.add(new Sample(System.currentTimeMillis() / 1_000, applied, memory));
        }
    }

    List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
