package dev.sluice.gateway.admission;

import static dev.sluice.gateway.admission.Traffic.COMMAND;
import static dev.sluice.gateway.admission.Traffic.NEW_ORDER;
import static dev.sluice.gateway.admission.Traffic.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InFlightBoundTest {
    private final InFlightBound bound = new InFlightBound(1_600, 16_000);

    @Example
    void theLastPartsAreKeptForWhatIsRefusedLast() {
        assertThat(bound.allows(OTHER, 1_399, 0)).isTrue();
        assertThat(bound.allows(OTHER, 1_400, 0)).isFalse();
        assertThat(bound.allows(NEW_ORDER, 1_499, 0)).isTrue();
        assertThat(bound.allows(NEW_ORDER, 1_500, 0)).isFalse();
        assertThat(bound.allows(COMMAND, 1_599, 0)).isTrue();
        assertThat(bound.allows(COMMAND, 1_600, 0)).isFalse();
        assertThat(bound.allows(OTHER, 0, 14_000)).isTrue();
        assertThat(bound.allows(OTHER, 0, 14_001)).isFalse();
        assertThat(bound.allows(COMMAND, 0, 16_000)).isTrue();
    }

    @Property
    void itNeverShutsAClassOutAltogether(@ForAll @IntRange(min = 1, max = 5_000) int events, @ForAll Traffic traffic) {
        assertThat(new InFlightBound(events, 1_000).allows(traffic, 0, 1)).isTrue();
        assertThat(new InFlightBound(events, 1_000).allows(traffic, events, 1)).isFalse();
    }
}
