package dev.sluice.gateway.admission;

import static dev.sluice.gateway.admission.DiskRoom.ENOUGH;
import static dev.sluice.gateway.admission.DiskRoom.FULL;
import static dev.sluice.gateway.admission.DiskRoom.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class DiskRoomTest {

    @Example
    void aDiskThatIsShortMustGetAQuarterMoreBeforeItIsEnough() {
        assertThat(ENOUGH.at(100, 100)).isEqualTo(ENOUGH);
        assertThat(ENOUGH.at(99, 100)).isEqualTo(SHORT);
        assertThat(SHORT.at(124, 100)).isEqualTo(SHORT);
        assertThat(SHORT.at(125, 100)).isEqualTo(ENOUGH);
        assertThat(SHORT.at(49, 100)).isEqualTo(FULL);
        assertThat(FULL.at(62, 100)).isEqualTo(FULL);
        assertThat(FULL.at(63, 100)).isEqualTo(SHORT);
    }

    @Property
    void moreRoomIsNeverWorse(
            @ForAll DiskRoom before,
            @ForAll @LongRange(min = 0, max = 300) long usable,
            @ForAll @LongRange(min = 0, max = 300) long more) {
        assertThat(before.at(usable + more, 100)).isLessThanOrEqualTo(before.at(usable, 100));
    }

    @Property
    void withoutALeastNothingIsShort(@ForAll DiskRoom before, @ForAll @LongRange(min = 0) long usable) {
        assertThat(before.at(usable, 0)).isEqualTo(ENOUGH);
    }
}
