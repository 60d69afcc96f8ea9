package dev.sluice.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.loadtest.cli.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void shops_are_those_that_have_a_name_and_a_secret() {
        Environment environment = new Environment(Map.of(
                "SLUICE_SHOP",
                "a",
                "SLUICE_SHOP_SECRET",
                "1",
                "SLUICE_SHOP_2",
                "b",
                "SLUICE_SHOP_2_SECRET",
                "2",
                "SLUICE_SHOP_3",
                "c",
                "SLUICE_SHOP_SECRET_3",
                "3",
                "SLUICE_SHOP_4",
                "without a secret"));

        assertThat(environment.shops()).containsExactly(new Shop("a", "1"), new Shop("b", "2"), new Shop("c", "3"));
    }

    @Test
    void what_is_missing_is_named() {
        assertThatThrownBy(() -> new Environment(Map.of()).gateway())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("SLUICE_URL");
    }

    @Test
    void a_shop_does_not_show_its_secret() {
        assertThat(new Shop("a", "hidden")).hasToString("a");
    }
}
