package dev.sluice.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/problems.md, where the {@code type} of every problem leads. */
class ProblemPageTest {
    private static final Path PAGE = Path.of("..", "docs", "problems.md");

    @Test
    void everyProblemTypeHasItsHeadingAndNoOtherHas() throws IOException {
        assertThat(sections().keySet())
                .containsExactlyElementsOf(Arrays.stream(ProblemType.values())
                        .map(ProblemType::token)
                        .toList());
    }

    @Test
    void everySectionBeginsWithTheStatusOfItsType() throws IOException {
        Map<String, String> sections = sections();
        for (ProblemType type : ProblemType.values()) {
            assertThat(sections.get(type.token())).as(type.token()).startsWith("Status " + type.status());
        }
    }

    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        String[] parts = Files.readString(PAGE).split("\n## ", -1);
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            int end = part.indexOf('\n');
            sections.put(part.substring(0, end), part.substring(end).strip());
        }
        return sections;
    }
}
