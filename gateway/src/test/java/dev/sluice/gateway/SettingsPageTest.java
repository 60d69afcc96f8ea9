package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md against this module's application.yml. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Path SETTINGS = Path.of("src", "main", "resources", "application.yml");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(SLUICE_[A-Z0-9_]+):([^}]*)}");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z0-9_]+)` \\| (?:`([^`]*)`|none) \\|", Pattern.MULTILINE);

    @Test
    void everySettingStandsOnThePageWithItsDefault() throws IOException {
        Map<String, String> page = rows("Gateway and processor");
        page.putAll(rows("Gateway"));
        assertThat(page).isEqualTo(settings());
    }

    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        Matcher variable = VARIABLE.matcher(Files.readString(SETTINGS));
        while (variable.find()) {
            settings.put(variable.group(1), variable.group(2));
        }
        return settings;
    }

    /** Names with their defaults; an empty text for none. */
    private static Map<String, String> rows(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("\n## " + heading + "\n");
        assertThat(start).as(heading).isPositive();
        int end = page.indexOf("\n## ", start + 1);
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(page.substring(start, end < 0 ? page.length() : end));
        while (row.find()) {
            rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        return rows;
    }
}
