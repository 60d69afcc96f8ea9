package dev.sluice.processor.redact;

import dev.sluice.processor.apply.RedactionWakeUp;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Looks after open redactions: at once after a request, and from time to time. */
@Component
public class RedactionRun implements RedactionWakeUp {
    private static final Logger log = LoggerFactory.getLogger(RedactionRun.class);

    private final RedactionPass pass;
    private final OpenRequests open;
    private final RedactSettings settings;
    private final Sinks.Many<Boolean> wakeUps = Sinks.many().multicast().directBestEffort();

    RedactionRun(
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            LogPositions positions,
            RedactSettings settings,
            MeterRegistry meters) {
        this.pass = new RedactionPass(database, TransactionalOperator.create(transactions), positions, settings);
        this.open = new OpenRequests(database, meters);
        this.settings = settings;
    }

    @Override
    public void wake() {
        // Nobody listening: the next round finds what is there.
        wakeUps.tryEmitNext(true);
    }

    /** Erases and completes until cancelled. */
    public Mono<Void> run() {
        Flux<Boolean> rounds = Flux.interval(Duration.ZERO, settings.interval())
                .onBackpressureDrop()
                .map(tick -> true);
        return Flux.merge(rounds, wakeUps.asFlux())
                .onBackpressureLatest()
                .concatMap(round -> round(), 1)
                .then();
    }

    private Mono<Void> round() {
        return pass.run()
                .then(Mono.defer(pass::complete))
                .then(Mono.defer(open::refresh))
                .onErrorResume(error -> {
                    log.warn("redactions are looked after again later: {}", String.valueOf(error));
                    return Mono.empty();
                });
    }
}
