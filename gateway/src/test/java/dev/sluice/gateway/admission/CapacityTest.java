package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class CapacityTest {
    private static final Marks MARKS = new Marks(20_000, 100_000, 500_000);

    @Example
    void atTheMiddleBetweenTheMarksAsMuchComesInAsDrains() {
        assertThat(Capacity.ofAll(MARKS, 60_000, 5_000)).isEqualTo(5_000);
        assertThat(Capacity.ofAll(MARKS, 30_000, 5_000)).isEqualTo(6_000);
        assertThat(Capacity.ofAll(MARKS, 90_000, 5_000)).isEqualTo(4_000);
        assertThat(Capacity.ofAll(MARKS, 90_000, 1_000)).isEqualTo(500);
    }

    @Example
    void whileNothingDrainsTheRoomThatIsLeftIsSharedOut() {
        assertThat(Capacity.ofAll(MARKS, 76_000, 0)).isEqualTo(200);
        assertThat(Capacity.ofAll(MARKS, 100_000, 0)).isZero();
        assertThat(Capacity.ofNewOrders(MARKS, Pressure.OVERLOADED, 140_000, 0)).isEqualTo(3_000);
    }

    @Example
    void inAnOverloadNewOrdersLeaveHalfOfWhatDrainsToTheQueue() {
        assertThat(Capacity.ofNewOrders(MARKS, Pressure.OVERLOADED, 50_000, 5_000))
                .isEqualTo(2_500);
        assertThat(Capacity.ofNewOrders(MARKS, Pressure.SHARING, 60_000, 5_000)).isEqualTo(5_000);
    }

    @Property
    void itNeverRisesWithTheDepth(
            @ForAll @LongRange(min = 0, max = 600_000) long depth,
            @ForAll @LongRange(min = 0, max = 600_000) long more,
            @ForAll @DoubleRange(min = 0, max = 50_000) double drain) {
        assertThat(Capacity.ofAll(MARKS, depth + more, drain))
                .isLessThanOrEqualTo(Capacity.ofAll(MARKS, depth, drain))
                .isNotNegative();
        assertThat(newOrders(depth + more, drain))
                .isLessThanOrEqualTo(newOrders(depth, drain))
                .isNotNegative();
    }

    private static double newOrders(long depth, double drain) {
        return Capacity.ofNewOrders(MARKS, Pressure.OPEN.at(depth, MARKS), depth, drain);
    }
}
