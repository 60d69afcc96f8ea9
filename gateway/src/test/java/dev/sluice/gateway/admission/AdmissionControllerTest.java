package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionControllerTest {
    private static final long SECOND = 1_000_000_000L;

    private final AdmissionController controller =
            new AdmissionController(new HighMark(20, 100, false), 10, 1_000, 5 * SECOND, () -> 0);

    @Test
    void everythingComesInBelowTheMarks() {
        assertThat(controller.decide(0, 10)).isEqualTo(Verdict.ADMITTED);
        controller.sampled(100, 10, 0);
        assertThat(controller.decide(9, 1_000)).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void aboveTheHighMarkTheAnswerSaysWhenTheLowOneIsReached() {
        controller.sampled(120, 10, 0);
        assertThat(controller.decide(0, 10)).isEqualTo(new Verdict(Verdict.Reason.HIGH_MARK, 10));
        controller.sampled(21, 1, 1);
        assertThat(controller.decide(0, 10).reason()).isEqualTo(Verdict.Reason.HIGH_MARK);
        controller.sampled(20, 1, 2);
        assertThat(controller.decide(0, 10)).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void whatIsInFlightIsBoundedInEventsAndBytes() {
        assertThat(controller.decide(10, 10).reason()).isEqualTo(Verdict.Reason.IN_FLIGHT);
        assertThat(controller.decide(0, 1_001).reason()).isEqualTo(Verdict.Reason.IN_FLIGHT);
        assertThat(controller.decide(10, 10).retryAfterSeconds()).isPositive();
    }

    @Test
    void theLastDepthHoldsForAWhileWhenItCannotBeRead() {
        controller.sampled(101, 10, 0);
        controller.notSampled(5 * SECOND);
        assertThat(controller.isOverloaded()).isTrue();
        controller.notSampled(5 * SECOND + 1);
        assertThat(controller.isOverloaded()).isFalse();
        assertThat(controller.decide(10, 10).reason()).isEqualTo(Verdict.Reason.IN_FLIGHT);
    }
}
