package dev.sluice.processor.audit;

import dev.sluice.processor.audit.Auditor.Finding;
import dev.sluice.processor.audit.Auditor.Stretch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Audits a random stretch of the retained log now and then, for as long as the processor runs. */
@Component
public class BackgroundAudit {
    private static final Logger log = LoggerFactory.getLogger(BackgroundAudit.class);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int LOGGED = 10;

    private final Auditor auditor;
    private final AuditSettings settings;
    private final Counter events;
    private final Counter disagreements;

    BackgroundAudit(Auditor auditor, AuditSettings settings, MeterRegistry meters) {
        this.auditor = auditor;
        this.settings = settings;
        this.events = Counter.builder("sluice.audit.events")
                .description("Events of the log that were folded again")
                .register(meters);
        this.disagreements = Counter.builder("sluice.audit.disagreements")
                .description("Things that the log and the database say differently")
                .register(meters);
    }

    /** Audits until cancelled. */
    public Mono<Void> run() {
        if (settings.interval().isZero()) {
            return Mono.never();
        }
        return Flux.interval(settings.interval())
                .onBackpressureDrop()
                .concatMap(
                        tick -> sample().timeout(LONGEST).onErrorResume(error -> {
                            log.warn("a sample of the log could not be audited: {}", error.toString());
                            return Mono.empty();
                        }),
                        1)
                .then();
    }

    /** One sample: a stretch of a partition, each event as likely as any other. */
    Mono<Void> sample() {
        return auditor.stretches()
                .filter(stretch -> stretch.length() > 0)
                .collectList()
                .filter(stretches -> !stretches.isEmpty())
                .flatMapMany(stretches -> auditor.audit(pick(stretches)))
                .doOnNext(this::count)
                .then();
    }

    private Stretch pick(List<Stretch> stretches) {
        long all = stretches.stream().mapToLong(Stretch::length).sum();
        long at = ThreadLocalRandom.current().nextLong(all);
        for (Stretch stretch : stretches) {
            if (at < stretch.length()) {
                long from = Math.max(stretch.from(), Math.min(stretch.from() + at, stretch.to() - settings.sample()));
                return new Stretch(stretch.applied(), from, Math.min(stretch.to(), from + settings.sample()));
            }
            at -= stretch.length();
        }
        throw new IllegalStateException("the stretches are shorter than their sum");
    }

    private void count(Finding finding) {
        events.increment(finding.events());
        disagreements.increment(finding.disagreements().size());
        finding.disagreements().stream()
                .limit(LOGGED)
                .forEach(disagreement -> log.error("the log and the database disagree: {}", disagreement.line()));
    }
}
