package dev.sluice.processor.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class TurnsTest {
    private final AtomicInteger limit = new AtomicInteger(2);
    private final Turns turns = new Turns(2, limit::get);
    private final List<Sinks.Empty<Void>> running = new ArrayList<>();

    /** Starts work that runs until its entry in {@link #running} ends. */
    private Disposable start() {
        return turns.with(() -> {
                    Sinks.Empty<Void> work = Sinks.empty();
                    running.add(work);
                    return work.asMono();
                })
                .onErrorResume(error -> Mono.empty())
                .subscribe();
    }

    @Test
    void no_more_run_at_a_time_than_there_are_turns_and_the_first_come_is_the_first_served() {
        start();
        start();
        start();
        assertThat(running).hasSize(2);

        running.get(0).tryEmitEmpty();

        assertThat(running).hasSize(3);
    }

    @Test
    void a_turn_ends_with_an_error_and_with_a_cancellation_too() {
        Disposable first = start();
        start();
        first.dispose();
        running.get(1).tryEmitError(new IllegalStateException("failed"));

        start();
        start();

        assertThat(running).hasSize(4);
    }

    @Test
    void who_is_cancelled_while_waiting_takes_no_turn() {
        start();
        start();
        start().dispose();
        running.get(0).tryEmitEmpty();

        start();

        assertThat(running).hasSize(3);
    }

    @Test
    void fewer_run_when_the_limit_falls_and_all_again_when_it_rises() {
        start();
        start();
        start();
        start();
        limit.set(1);
        running.get(0).tryEmitEmpty();
        assertThat(running).as("one turn is withheld").hasSize(2);

        running.get(1).tryEmitEmpty();
        assertThat(running).as("the other one goes on").hasSize(3);

        limit.set(2);
        running.get(2).tryEmitEmpty();
        start();
        assertThat(running).hasSize(5);
    }
}
