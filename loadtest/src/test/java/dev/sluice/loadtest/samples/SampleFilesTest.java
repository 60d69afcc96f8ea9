package dev.sluice.loadtest.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleFilesTest {

    private static void write(Path folder, String... arguments) throws IOException {
        new SamplesCommand(new PrintStream(new ByteArrayOutputStream(), true, UTF_8)).run(List.of(arguments));
        assertThat(folder).isDirectory();
    }

    @Test
    void every_sample_stands_in_the_manifest_with_the_outcome_that_it_must_have(@TempDir Path folder)
            throws IOException {
        write(folder, "--write", folder.toString());

        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("manifest.json")));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(manifest.size() + 1);
        }
        for (JsonNode sample : manifest) {
            assertThat(folder.resolve(sample.path("file").asString())).isRegularFile();
            assertThat(sample.path("topic").asString()).matches("[a-z_]+/[a-z_]+");
            assertThat(Outcome.of(sample.path("outcome").asString())).isNotNull();
        }
    }

    @Test
    void only_the_truncated_sample_is_no_json(@TempDir Path folder) throws IOException {
        write(folder, "--write", folder.toString());

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> !isJson(file)))
                    .extracting(file -> String.valueOf(file.getFileName()))
                    .containsExactly("orders_create__truncated.json");
        }
    }

    private static boolean isJson(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(file)).isContainer();
        } catch (IOException | JacksonException e) {
            return false;
        }
    }

    @Test
    void a_sale_day_can_be_written_as_files(@TempDir Path folder) throws IOException {
        write(folder, "--day", folder.toString(), "--orders", "5");

        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("manifest.json")));
        assertThat(manifest.size()).isBetween(15, 60);
    }
}
