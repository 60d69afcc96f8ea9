package dev.sluice.logistics;

import dev.sluice.logistics.CarrierAnswer.Status;
import dev.sluice.logistics.Shipments.Due;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the carrier about the shipments that are due, a few at a time, and writes down what it says. It works from the
 * table: what it has no answer to is due again, after a crash as well. All of it runs on one thread but the calls.
 */
final class CarrierDesk implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CarrierDesk.class);
    private static final int MAX_DOUBLINGS = 6;

    private final Database database;
    private final GuardedCarrier carrier;
    private final LogisticsSettings settings;
    private final Executor thread;
    private final Clock clock;
    private final Duration lease;
    private int underWay;

    /**
     * @param thread the one on which {@link #round} is called
     */
    CarrierDesk(Database database, GuardedCarrier carrier, LogisticsSettings settings, Executor thread, Clock clock) {
        this.database = database;
        this.carrier = carrier;
        this.settings = settings;
        this.thread = thread;
        this.clock = clock;
        // Answers are written down on this thread too; a database that is away for longer only costs a second question.
        this.lease = GuardedCarrier.longest(settings.callTimeout()).plusSeconds(20);
    }

    /** Starts calls as far as there is room for them. Never throws. */
    void round() {
        try {
            // A carrier that is not asked costs no shipment an attempt.
            if (underWay < settings.calls() && carrier.asksCarrier()) {
                int room = settings.calls() - underWay;
                List<Due> due = database.inTransaction(connection -> Shipments.claimDue(connection, lease, room));
                due.forEach(this::ask);
            }
        } catch (SQLException | RuntimeException e) {
            log.warn("shipments cannot be read, trying again: {}", e.toString());
        }
    }

    private void ask(Due due) {
        underWay++;
        call(due).whenCompleteAsync((answer, error) -> heard(due, answer, error), thread);
    }

    private CompletionStage<CarrierAnswer> call(Due due) {
        return switch (due.state()) {
            case "requested" -> carrier.ship(due);
            case "cancelling" -> carrier.cancel(due);
            default -> carrier.status(due);
        };
    }

    private void heard(Due due, @Nullable CarrierAnswer answer, @Nullable Throwable error) {
        underWay--;
        try {
            if (answer != null) {
                record(due, answer);
            } else if (error != null && GuardedCarrier.isRefusal(error)) {
                record(due, new CarrierAnswer(Status.FAILED, null, clock.instant()));
            } else {
                postpone(due, error instanceof CompletionException wrapped ? wrapped.getCause() : error);
            }
        } catch (SQLException | RuntimeException e) {
            // Its lease ends, and the carrier is asked once more.
            log.warn("{}: its answer cannot be written down: {}", due.orderId(), e.toString());
        }
    }

    private void record(Due due, CarrierAnswer answer) throws SQLException {
        database.write(connection -> Shipments.record(connection, due, answer, settings.statusInterval()));
        if (!due.state().equals(answer.status().token())) {
            log.info("{}: {} -> {}", due.orderId(), due.state(), answer.status().token());
        }
    }

    private void postpone(Due due, @Nullable Throwable error) throws SQLException {
        int doublings = Math.min(due.attempts() - 1, MAX_DOUBLINGS);
        Duration delay = settings.retryInterval().multipliedBy(1L << doublings);
        log.warn("{}: no answer, asking again in {}: {}", due.orderId(), delay, String.valueOf(error));
        database.write(connection -> Shipments.postpone(connection, due, delay));
    }

    @Override
    public void close() {
        database.close();
    }
}
