package dev.sluice.logistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md against the settings of this module. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z0-9_]+)` \\| (?:`([^`]*)`|none) \\|", Pattern.MULTILINE);

    @Test
    void every_setting_stands_on_the_page_with_its_default() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("\n## Logistics example\n");
        assertThat(start).isPositive();
        int end = page.indexOf("\n## ", start + 1);
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(page.substring(start, end < 0 ? page.length() : end));
        while (row.find()) {
            rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        assertThat(rows).isEqualTo(LogisticsSettings.defaults());
    }
}
