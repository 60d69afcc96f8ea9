package dev.sluice.loadtest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments parse(String... args) {
        return Arguments.parse(List.of(args), Set.of("--seed"), Set.of("--json"));
    }

    @Test
    void options_switches_and_the_rest_are_told_apart() {
        Arguments arguments = parse("folder", "--seed", "7", "--json");

        assertThat(arguments.number("--seed", 0, 0, 10)).isEqualTo(7);
        assertThat(arguments.has("--json")).isTrue();
        assertThat(arguments.positional()).containsExactly("folder");
        assertThat(parse("--seed=8").number("--seed", 0, 0, 10)).isEqualTo(8);
    }

    @Test
    void what_is_not_known_or_out_of_range_is_refused() {
        assertThatThrownBy(() -> parse("--sed", "7")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> parse("--seed")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> parse("--seed", "11").number("--seed", 0, 0, 10))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> parse("--seed", "x").number("--seed", 0, 0, 10))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void a_table_is_as_wide_as_its_widest_cells() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Table("name", ">n").row("a", 10).row("longer", 7).print(new PrintStream(bytes, true, UTF_8));

        assertThat(bytes.toString(UTF_8).lines())
                .containsExactly("name     n", "------  --", "a       10", "longer   7");
    }
}
