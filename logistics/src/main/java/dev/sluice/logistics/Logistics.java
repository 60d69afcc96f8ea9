package dev.sluice.logistics;

import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The whole of it: a thread that writes requests down, one that asks the carrier, one that reports. They meet in the tables
 * only, so that none waits for another. Several of these may run at once.
 */
final class Logistics implements AutoCloseable {
    private static final int ROUND_MS = 100;
    private static final int STOP_SECONDS = 5;

    private final ScheduledExecutorService timer = thread("carrier-timer");
    private final ScheduledExecutorService deskThread = thread("carrier-desk");
    private final ScheduledExecutorService reportThread = thread("results");
    private final RequestConsumer consumer;
    private final CarrierDesk desk;
    private final ResultReporter reporter;
    private final Thread consuming;

    private Logistics(LogisticsSettings settings, Clock clock) {
        GuardedCarrier carrier = new GuardedCarrier(
                new HttpCarrier(settings.carrier(), settings.callTimeout()),
                settings.calls(),
                settings.callTimeout(),
                timer);
        this.consumer = new RequestConsumer(settings, new Database(settings.database()));
        this.desk = new CarrierDesk(new Database(settings.database()), carrier, settings, deskThread, clock);
        this.reporter = new ResultReporter(settings, new Database(settings.database()), clock);
        this.consuming = new Thread(consumer, "requests");
    }

    /**
     * @throws SQLException when its tables cannot be prepared
     */
    static Logistics start(LogisticsSettings settings, Clock clock) throws SQLException {
        try (Database database = new Database(settings.database())) {
            database.write(Shipments::prepare);
        }
        Logistics logistics = new Logistics(settings, clock);
        logistics.consuming.start();
        logistics.deskThread.scheduleWithFixedDelay(logistics.desk::round, 0, ROUND_MS, TimeUnit.MILLISECONDS);
        logistics.reportThread.scheduleWithFixedDelay(logistics.reporter::round, 0, ROUND_MS, TimeUnit.MILLISECONDS);
        return logistics;
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Stops; what was under way is done again by the next one. */
    @Override
    public void close() throws InterruptedException {
        consumer.close();
        consuming.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        deskThread.shutdown();
        reportThread.shutdown();
        deskThread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        reportThread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        timer.shutdownNow();
        desk.close();
        reporter.close();
    }
}
