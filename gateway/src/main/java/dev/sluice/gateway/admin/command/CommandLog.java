package dev.sluice.gateway.admin.command;

import dev.sluice.contract.Event;
import dev.sluice.contract.LogTopics;
import dev.sluice.gateway.admission.Admission;
import dev.sluice.gateway.admission.Traffic;
import dev.sluice.gateway.admission.Verdict;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.publish.EventPublisher;
import dev.sluice.gateway.publish.LogUnavailableException;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Publishes commands to {@code order-events}. */
@Component
public class CommandLog {
    private static final Duration LOG_RETRY = Duration.ofSeconds(5);

    private final Admission admission;
    private final EventPublisher publisher;

    CommandLog(Admission admission, EventPublisher publisher) {
        this.admission = admission;
        this.publisher = publisher;
    }

    /**
     * Completes when every in-sync replica has the command; a problem when the log does not answer, or when admission
     * refuses even what it refuses last.
     */
    public Mono<Void> publish(Event command) {
        return Mono.defer(() -> {
            Verdict verdict = admission.admit(command.shop(), Traffic.COMMAND, command.body().length);
            return verdict.reason() == null ? append(command) : Mono.error(overloaded(verdict));
        });
    }

    private static ProblemException overloaded(Verdict verdict) {
        return Problem.of(
                        ProblemType.OVERLOADED,
                        "The command is not taken at present; give it again under the same Idempotency-Key.")
                .retryAfter(Duration.ofSeconds(verdict.retryAfterSeconds()))
                .asException();
    }

    private Mono<Void> append(Event command) {
        return publisher
                .publish(LogTopics.ORDER_EVENTS, command)
                .onErrorMap(
                        LogUnavailableException.class,
                        failure -> Problem.of(
                                        ProblemType.LOG_UNAVAILABLE,
                                        "The command could not be stored in time; give it again under the same Idempotency-Key.")
                                .retryAfter(LOG_RETRY)
                                .asException())
                .then();
    }
}
