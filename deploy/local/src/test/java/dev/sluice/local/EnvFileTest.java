package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvFileTest {
    private static final Map<String, String> AWKWARD = new LinkedHashMap<>(Map.of(
            "PLAIN", "redis://:a-b_c@127.0.0.1:16379",
            "SPACES", "two words",
            "QUOTE", "it's $HOME `id` \"x\" \\",
            "EMPTY", "",
            "EQUALS", "a=b=="));

    @TempDir
    Path directory = Path.of("");

    @Test
    void aShellReadsTheVeryValues() throws Exception {
        Path file = directory.resolve("dev.env");
        EnvFile.write(file, AWKWARD);
        for (Map.Entry<String, String> variable : AWKWARD.entrySet()) {
            Process shell = new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            ". \"$1\"; printf %s \"$" + variable.getKey() + "\"",
                            "sh",
                            file.toString())
                    .start();
            String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(seen).as(variable.getKey()).isEqualTo(variable.getValue());
        }
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Path file = directory.resolve("dev.env");
        EnvFile.write(file, AWKWARD);
        assertThat(EnvFile.read(file)).isEqualTo(AWKWARD);
    }

    @Test
    void onlyTheOwnerCanReadIt() throws Exception {
        Path file = directory.resolve("dev.env");
        EnvFile.write(file, AWKWARD);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aValueOfSeveralLinesIsRefused() {
        assertThatThrownBy(() -> EnvFile.quoted("a\nb")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secretsAreMadeOnceAndKept() throws Exception {
        Path file = directory.resolve("secrets.env");
        Secrets first = Secrets.loadOrMake(file);
        Secrets second = Secrets.loadOrMake(file);
        assertThat(second.admin()).isEqualTo(first.admin()).hasSizeGreaterThan(20);
        assertThat(second.secretsKey()).isEqualTo(first.secretsKey()).isNotEqualTo(first.tokenKey());
        assertThat(second.shop(1)).isEqualTo(first.shop(1)).isNotEqualTo(first.shop(2));
        assertThat(first.toString()).doesNotContain(first.admin());
    }

    @Test
    void anApiKeyThatTheGatewayMadeIsKept() throws Exception {
        Path file = directory.resolve("secrets.env");
        Secrets secrets = Secrets.loadOrMake(file);
        assertThat(secrets.apiKey()).isEmpty();

        secrets.keepApiKey("sluice_key");

        assertThat(secrets.apiKey()).contains("sluice_key");
        Secrets again = Secrets.loadOrMake(file);
        assertThat(again.apiKey()).contains("sluice_key");
        assertThat(again.admin()).isEqualTo(secrets.admin());
    }
}
