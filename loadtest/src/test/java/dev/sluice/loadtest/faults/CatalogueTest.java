package dev.sluice.loadtest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.loadtest.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void every_scenario_has_a_name_of_its_own() {
        assertThat(Catalogue.all()).extracting(Scenario::name).doesNotHaveDuplicates();
    }

    @Test
    void those_behind_proxies_come_last() {
        List<Scenario.Wiring> wirings =
                Catalogue.all().stream().map(Scenario::wiring).toList();

        assertThat(wirings).isSorted();
    }

    @Test
    void a_name_means_itself_and_a_beginning_all_that_begin_so() {
        assertThat(Catalogue.named("processor-killed"))
                .extracting(Scenario::name)
                .containsExactly("processor-killed");
        assertThat(Catalogue.named("redis-f,poison"))
                .extracting(Scenario::name)
                .containsExactly("redis-frozen", "redis-flushed", "poison");
    }

    @Test
    void an_unknown_name_is_refused() {
        assertThatThrownBy(() -> Catalogue.named("sharks")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Catalogue.named("poison,")).isInstanceOf(UsageException.class);
    }

    @Test
    void fifty_kills_of_the_processor_come_with_twenty_of_the_others() {
        List<Scenario> kills = KillFaults.of(50);

        assertThat(kills)
                .hasSize(5)
                .allSatisfy(portion -> assertThat(portion.about())
                        .startsWith("10 kills of the processor, 4 of the gateway, 4 of the relay's connection"));
        assertThat(KillFaults.of(3))
                .singleElement()
                .satisfies(portion ->
                        assertThat(portion.about()).startsWith("3 kills of the processor, 2 of the gateway, 2 "));
    }
}
