package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PressureTest {
    private static final Marks MARKS = new Marks(20, 100, 500);

    @Property
    void aStateBeginsAboveItsMarkAndEndsAtALowerOne(
            @ForAll @Size(max = 200) List<@LongRange(min = 0, max = 600) Long> depths) {
        Pressure pressure = Pressure.OPEN;
        boolean overloaded = false;
        boolean closed = false;
        for (long depth : depths) {
            closed = depth > 500 || (closed && depth > 460);
            overloaded = depth > 100 || (overloaded && depth > 20);
            pressure = pressure.at(depth, MARKS);

            assertThat(pressure)
                    .isEqualTo(
                            closed
                                    ? Pressure.CLOSED
                                    : overloaded ? Pressure.OVERLOADED : depth > 20 ? Pressure.SHARING : Pressure.OPEN);
        }
    }

    @Property
    void aDepthThatWavesAroundAMarkDoesNotMakeItFlutter(
            @ForAll @Size(min = 2, max = 100) List<@LongRange(min = 60, max = 140) Long> waves) {
        Pressure pressure = Pressure.OPEN;
        int changes = 0;
        for (long depth : waves) {
            Pressure next = pressure.at(depth, MARKS);
            changes += next == pressure ? 0 : 1;
            pressure = next;
        }
        assertThat(changes).isLessThanOrEqualTo(2);
    }

    @Property
    void aLongerQueueIsNeverLessPressed(
            @ForAll Pressure before,
            @ForAll @LongRange(min = 0, max = 600) long depth,
            @ForAll @LongRange(min = 0, max = 600) long more) {
        assertThat(before.at(depth + more, MARKS)).isGreaterThanOrEqualTo(before.at(depth, MARKS));
    }

    @Example
    void marksThatDoNotRiseAreRefused() {
        assertThatThrownBy(() -> new Marks(20, 100, 100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Marks(0, 100, 500)).isInstanceOf(IllegalArgumentException.class);
    }
}
