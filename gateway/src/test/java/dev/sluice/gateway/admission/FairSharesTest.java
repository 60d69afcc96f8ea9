package dev.sluice.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class FairSharesTest {

    @Example
    void theQuietKeepAllOfTheirsAndTheLoudDivideTheRest() {
        assertThat(FairShares.level(new double[] {1, 2, 50, 1_000}, 43)).isEqualTo(20);
        assertThat(FairShares.level(new double[] {1, 2, 3}, 3)).isEqualTo(1);
        assertThat(FairShares.level(new double[] {1, 2, 3}, 10)).isEqualTo(7);
        assertThat(FairShares.level(new double[0], 10)).isEqualTo(10);
    }

    @Property
    void theSharesSumToTheCapacityOrToAllThatIsAskedFor(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 10_000) Double> asked,
            @ForAll @DoubleRange(min = 0, max = 100_000) double capacity) {
        double[] rates = sorted(asked);
        double level = FairShares.level(rates, capacity);

        double shares = Arrays.stream(rates).map(rate -> Math.min(rate, level)).sum();
        assertThat(shares).isCloseTo(Math.min(capacity, Arrays.stream(rates).sum()), within(1e-6 * (1 + capacity)));
    }

    @Property
    void aShopThatAsksForLessThanAnEvenPartGetsAllOfIt(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 10_000) Double> asked,
            @ForAll @DoubleRange(min = 0, max = 100_000) double capacity) {
        double even = capacity / asked.size();

        assertThat(FairShares.level(sorted(asked), capacity)).isGreaterThanOrEqualTo(even * (1 - 1e-9));
    }

    private static double[] sorted(List<Double> rates) {
        return rates.stream().mapToDouble(rate -> rate).sorted().toArray();
    }
}
