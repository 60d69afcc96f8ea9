package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds for the controller whatever is measured and whoever sends. */
class AdmissionLawsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Marks MARKS = new Marks(20_000, 100_000, 500_000);

    private final AtomicLong now = new AtomicLong();

    private AdmissionController controller(double random) {
        return new AdmissionController(MARKS, new InFlightBound(2_000, 1_000_000), 5 * SECOND, now::get, () -> random);
    }

    @Property
    void aShopThatSendsNoMoreThanTheLeastShareIsNeverRefusedBetweenLowAndHighMark(
            @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 20_001, max = 100_000) Long> depths,
            @ForAll @DoubleRange(min = 0, max = 20_000) double drain,
            @ForAll @IntRange(min = 0, max = 2_000) int loud,
            @ForAll Traffic traffic) {
        AdmissionController controller = controller(0);
        for (long depth : depths) {
            for (int i = 0; i < loud; i++) {
                controller.decide("loud.example", i % 2 == 0 ? Traffic.NEW_ORDER : Traffic.OTHER, 0, 10);
            }
            now.addAndGet(SECOND);
            controller.sampled(depth, drain, 1);

            assertThat(controller.decide("quiet.example", traffic, 0, 10).reason())
                    .isNull();
        }
    }

    @Property
    void whatIsTakenFromALongQueueIsTakenFromAShorterOneToo(
            @ForAll @LongRange(min = 0, max = 600_000) long depth,
            @ForAll @LongRange(min = 0, max = 600_000) long more,
            @ForAll @DoubleRange(min = 0, max = 20_000) double drain,
            @ForAll @IntRange(min = 0, max = 3_000) int sent,
            @ForAll Traffic traffic) {
        assertThat(taken(depth + more, drain, sent, traffic)).isLessThanOrEqualTo(taken(depth, drain, sent, traffic));
    }

    /** Of 2,000 within a second after the sample. */
    private int taken(long depth, double drain, int sentBefore, Traffic traffic) {
        AdmissionController controller = controller(0);
        for (int i = 0; i < sentBefore; i++) {
            controller.decide("some.example", Traffic.OTHER, 0, 10);
        }
        now.addAndGet(SECOND);
        controller.sampled(depth, drain, 1);
        int taken = 0;
        for (int i = 0; i < 2_000; i++) {
            taken += controller.decide("some.example", traffic, 0, 10).reason() == null ? 1 : 0;
            now.addAndGet(SECOND / 2_000);
        }
        return taken;
    }

    @Property
    void newOrdersAreRefusedLaterThanOthersAndCommandsLast(
            @ForAll @LongRange(min = 0, max = 600_000) long depth,
            @ForAll @DoubleRange(min = 0, max = 20_000) double drain,
            @ForAll @IntRange(min = 0, max = 3_000) int sent,
            @ForAll @IntRange(min = 0, max = 2_000) int inFlight) {
        AdmissionController controller = controller(0);
        for (int i = 0; i < sent; i++) {
            controller.decide("some.example", Traffic.OTHER, 0, 10);
        }
        now.addAndGet(SECOND);
        controller.sampled(depth, drain, 1);

        boolean other =
                controller.decide("a.example", Traffic.OTHER, inFlight, 10).reason() == null;
        boolean newOrder =
                controller.decide("a.example", Traffic.NEW_ORDER, inFlight, 10).reason() == null;
        boolean command =
                controller.decide("a.example", Traffic.COMMAND, inFlight, 10).reason() == null;
        assertThat(newOrder || !other).isTrue();
        assertThat(command || !newOrder).isTrue();
        assertThat(command).isEqualTo(depth <= MARKS.hard() && inFlight < 2_000);
    }

    @Property
    void whoeverIsRefusedHearsWhenToComeAgain(
            @ForAll @LongRange(min = 0, max = 10_000_000) long depth,
            @ForAll @DoubleRange(min = 0, max = 1e9) double drain,
            @ForAll @DoubleRange(min = 0, max = 1) double random,
            @ForAll @LongRange(min = 0, max = 200) long usable,
            @ForAll Traffic traffic,
            @ForAll @IntRange(min = 0, max = 2_500) int inFlight) {
        AdmissionController controller = controller(random);
        controller.disk(Verdict.Reason.KAFKA_DISK, usable, 100);
        now.addAndGet(SECOND);
        controller.sampled(depth, drain, 1);

        Verdict verdict = controller.decide("a.example", traffic, inFlight, 10);

        if (verdict.reason() == null) {
            assertThat(verdict.retryAfterSeconds()).isZero();
        } else {
            assertThat(verdict.retryAfterSeconds()).isBetween(1L, RetryAfter.LONGEST_SECONDS);
        }
    }
}
