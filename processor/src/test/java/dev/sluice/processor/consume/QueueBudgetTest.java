package dev.sluice.processor.consume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueBudgetTest {
    private final QueueBudget budget = new QueueBudget(1_000);

    @Test
    void a_busy_partition_uses_what_idle_ones_leave() {
        join(10);
        budget.taken(999);

        assertThat(budget.mustStop(999)).isFalse();
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
        assertThat(budget.mayGoOn(400)).isTrue();
    }

    @Test
    void a_partition_that_leaves_takes_its_queue_and_its_share_with_it() {
        join(10);
        budget.taken(1_200);
        for (int i = 0; i < 8; i++) {
            budget.partitionLeaves(10);
        }

        assertThat(budget.queued()).isEqualTo(1_120);
        assertThat(budget.mustStop(500)).isFalse();
        assertThat(budget.mustStop(501)).isTrue();
    }

    private void join(int partitions) {
        for (int i = 0; i < partitions; i++) {
            budget.partitionJoins();
        }
    }
}
