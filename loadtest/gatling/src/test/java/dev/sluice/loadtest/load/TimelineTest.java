package dev.sluice.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadtest.load.Answers.Second;
import dev.sluice.loadtest.load.Sampler.Sample;
import dev.sluice.local.Part;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long BEGIN = 1_790_000_000;

    /** 500 a second are applied, but only 100 in the third ten seconds. */
    private static final List<Sample> SAMPLES = IntStream.rangeClosed(0, 40)
            .mapToObj(second -> new Sample(BEGIN + second, applied(second), Map.of(Part.GATEWAY, 200L + second)))
            .toList();

    private static final List<Second> ANSWERS = IntStream.range(0, 40)
            .mapToObj(second -> new Second(BEGIN + second, "delivery", 500, 4_500, 0, second == 25 ? 900 : 20))
            .toList();

    private static long applied(int second) {
        return 500L * second - 400L * Math.max(0, Math.min(10, second - 20));
    }

    @Test
    void ten_seconds_are_a_step_with_its_rates_its_slowest_answer_and_its_memory() {
        Timeline timeline = Timeline.of(ANSWERS, SAMPLES);

        assertThat(timeline.steps()).extracting(Timeline.Step::goodput).containsExactly(500.0, 500.0, 100.0, 500.0);
        assertThat(timeline.steps().get(2)).satisfies(step -> {
            assertThat(step.at()).isEqualTo(20);
            assertThat(step.accepted()).isEqualTo(500);
            assertThat(step.refused()).isEqualTo(4_500);
            assertThat(step.slowestMs()).isEqualTo(900);
            assertThat(step.memoryMib()).containsExactly(Map.entry(Part.GATEWAY, 229L));
        });
    }

    @Test
    void goodput_that_breaks_down_is_a_small_share_of_the_best() {
        Timeline timeline = Timeline.of(ANSWERS, SAMPLES);

        assertThat(timeline.lowestGoodputShare(10, 40)).isEqualTo(0.2);
        assertThat(timeline.lowestGoodputShare(0, 20)).isEqualTo(1.0);
    }

    @Test
    void nothing_seen_is_no_timeline() {
        assertThat(Timeline.of(List.of(), SAMPLES).steps()).isEmpty();
        assertThat(Timeline.of(ANSWERS, List.of()).steps()).isEmpty();
    }
}
