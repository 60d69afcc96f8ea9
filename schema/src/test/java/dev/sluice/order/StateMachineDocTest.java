package dev.sluice.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/state-machine.md shows between its markers is what the code has. */
class StateMachineDocTest {
    private static final Path PAGE = Path.of("..", "docs", "state-machine.md");

    @Test
    void theDiagramInTheDocsIsTheOneTheCodeHas() throws IOException {
        assertShown("diagram", diagram());
    }

    @Test
    void theTableInTheDocsIsTheOneTheCodeHas() throws IOException {
        assertShown("edges", table());
    }

    private static void assertShown(String part, String expected) throws IOException {
        String page = Files.readString(PAGE);
        String start = "<!-- " + part + ": generated from OrderState -->\n";
        String end = "<!-- end of " + part + " -->";
        assertThat(page).contains(start, end);
        String shown = page.substring(page.indexOf(start) + start.length(), page.indexOf(end));

        assertThat(shown)
                .as("docs/state-machine.md, %s; it should be:\n%s", part, expected)
                .isEqualTo(expected);
    }

    private static String diagram() {
        List<String> lines = new ArrayList<>(List.of("```mermaid", "stateDiagram-v2", "    [*] --> pending"));
        edges(OrderState::leadsTo).forEach(edge -> lines.add("    " + edge));
        edges(OrderState::isCorrectedTo).forEach(edge -> lines.add("    " + edge + " : " + Reasons.CORRECTED));
        lines.add("```");
        return String.join("\n", lines) + "\n";
    }

    private static Stream<String> edges(BiPredicate<OrderState, OrderState> kind) {
        return Stream.of(OrderState.values())
                .flatMap(from -> Stream.of(OrderState.values())
                        .filter(to -> kind.test(from, to))
                        .map(to -> from.token() + " --> " + to.token()));
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| from | to | corrected |\n| --- | --- | --- |\n");
        for (OrderState from : OrderState.values()) {
            table.append("| ")
                    .append(from.token())
                    .append(" | ")
                    .append(targets(from, OrderState::leadsTo))
                    .append(" | ")
                    .append(targets(from, OrderState::isCorrectedTo))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String targets(OrderState from, BiPredicate<OrderState, OrderState> kind) {
        return Stream.of(OrderState.values())
                .filter(to -> kind.test(from, to))
                .map(OrderState::token)
                .collect(Collectors.joining(", "));
    }
}
