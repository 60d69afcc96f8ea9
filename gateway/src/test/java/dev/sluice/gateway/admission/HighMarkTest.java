package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class HighMarkTest {
    private static final long LOW = 20;
    private static final long HIGH = 100;

    @Property
    void itIsExceededAboveHighAndUntilLow(@ForAll @Size(max = 200) List<@LongRange(min = 0, max = 150) Long> depths) {
        HighMark mark = new HighMark(LOW, HIGH, false);
        for (long depth : depths) {
            HighMark next = mark.at(depth);
            if (depth > HIGH) {
                assertThat(next.exceeded()).isTrue();
            } else if (depth <= LOW) {
                assertThat(next.exceeded()).isFalse();
            } else {
                assertThat(next.exceeded()).isEqualTo(mark.exceeded());
            }
            mark = next;
        }
    }
}
