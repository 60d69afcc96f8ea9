package dev.sluice.loadtest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.loadtest.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // The folder is set by JUnit.
class SampleFolderTest {
    private static final byte[] BODY = "{ \"id\" : 820982911946154508 }\r\n".getBytes(UTF_8);

    @TempDir
    Path folder;

    private void file(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"file\": \"x.json\", \"topic\": \"orders/paid\", \"api_version\": \"2024-01\"}]",
                "{\"samples\": [{\"file\": \"x.json\", \"topic\": \"orders/paid\", \"api_version\": \"2024-01\"}]}",
                "{\"x.json\": {\"topic\": \"orders/paid\", \"api_version\": \"2024-01\"}}"
            })
    void the_manifest_says_topic_and_version(String manifest) throws IOException {
        file("x.json", BODY);
        file("manifest.json", manifest.getBytes(UTF_8));

        List<SampleFile> files = SampleFolder.read(folder, null);

        assertThat(files).hasSize(1);
        assertThat(files.get(0).topic()).isEqualTo("orders/paid");
        assertThat(files.get(0).apiVersion()).isEqualTo("2024-01");
    }

    @Test
    void bodies_stay_as_they_are_and_large_ids_exact() throws IOException {
        file("orders_create__x.json", BODY);

        SampleFile file = SampleFolder.read(folder, null).get(0);

        assertThat(file.body()).isEqualTo(BODY);
        assertThat(file.orderId()).contains("820982911946154508");
    }

    @Test
    void one_file_is_found_in_its_folders_manifest_too() throws IOException {
        file("x.json", BODY);
        file("y.json", BODY);
        file("manifest.json", "{\"x.json\": \"refunds/create\"}".getBytes(UTF_8));

        List<SampleFile> files = SampleFolder.read(folder.resolve("x.json"), null);

        assertThat(files).extracting(SampleFile::topic).containsExactly("refunds/create");
    }

    @Test
    void a_topic_on_the_command_line_goes_before_all_others() throws IOException {
        file("orders_create__x.json", BODY);

        assertThat(SampleFolder.read(folder, "orders/paid"))
                .extracting(SampleFile::topic)
                .containsExactly("orders/paid");
    }

    @Test
    void a_folder_without_files_is_refused() {
        assertThatThrownBy(() -> SampleFolder.read(folder, null)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> SampleFolder.read(folder.resolve("missing"), null))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void a_body_that_cannot_be_read_has_no_order_and_is_sent_all_the_same() throws IOException {
        file("orders_create__x.json", "{\"id\": 1".getBytes(UTF_8));

        assertThat(SampleFolder.read(folder, null).get(0).orderId()).isEmpty();
    }
}
