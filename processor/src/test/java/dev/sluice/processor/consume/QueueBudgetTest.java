package dev.sluice.processor.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class QueueBudgetTest {
    private final QueueBudget budget = new QueueBudget(1_000);

    @Test
    void a_busy_partition_uses_what_idle_ones_leave_up_to_a_quarter() {
        join(10);
        budget.taken(250);

        assertThat(budget.mustStop(250)).isFalse();
        assertThat(budget.mustStop(251)).isTrue();
    }

    @Test
    void once_all_is_taken_only_those_above_their_share_stop() {
        join(10);
        budget.taken(1_001);

        assertThat(budget.mustStop(101)).isTrue();
        assertThat(budget.mustStop(100)).isFalse();
    }

    @Test
    void a_partition_goes_on_when_it_is_well_below_its_share_or_the_others_left_room() {
        join(10);
        budget.taken(1_001);
        assertThat(budget.mayGoOn(51)).isFalse();
        assertThat(budget.mayGoOn(50)).isTrue();

        budget.given(501);
        assertThat(budget.mayGoOn(125)).isTrue();
        assertThat(budget.mayGoOn(126)).isFalse();
    }

    @Test
    void a_partition_that_leaves_takes_its_queue_and_its_share_with_it() {
        join(10);
        budget.taken(1_200);
        for (int i = 0; i < 5; i++) {
            budget.partitionLeaves(10);
        }

        assertThat(budget.queued()).isEqualTo(1_150);
        assertThat(budget.mustStop(200)).isFalse();
        assertThat(budget.mustStop(201)).isTrue();
    }

    @Test
    void nothing_more_is_taken_above_a_quarter_more_than_the_budget_until_something_was_given_back() {
        budget.taken(1_251);

        StepVerifier.create(budget.room())
                .expectSubscription()
                .then(() -> budget.taken(10))
                .then(() -> budget.given(10))
                .expectNoEvent(Duration.ZERO)
                .then(() -> budget.given(1))
                .verifyComplete();
    }

    @Test
    void while_there_is_room_nobody_waits() {
        budget.taken(1_250);

        StepVerifier.create(budget.room()).verifyComplete();
    }

    private void join(int partitions) {
        for (int i = 0; i < partitions; i++) {
            budget.partitionJoins();
        }
    }
}
