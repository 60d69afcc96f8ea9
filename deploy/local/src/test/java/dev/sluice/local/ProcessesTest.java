package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessesTest {
    @TempDir
    Path directory = Path.of("");

    private String marker;
    private Path pidFile;
    private Process part;

    @BeforeEach
    void startAProcessWithTheMarker() throws Exception {
        marker = "-Dsluice.part=" + directory.resolve("gateway");
        pidFile = directory.resolve("gateway.pid");
        // The shell reads its standard input until it ends; the marker is an argument that it ignores.
        part = new ProcessBuilder("/bin/sh", "-c", "read line; true", marker).start();
    }

    @AfterEach
    void endIt() {
        part.destroyForcibly();
    }

    @Test
    void theProcessOfThePidFileIsFoundAgain() throws Exception {
        Processes.write(pidFile, part.pid());
        assertThat(Processes.find(pidFile, marker)).hasValue(part.pid());
    }

    @Test
    void aRecycledPidIsNotTakenForThePart() throws Exception {
        Processes.write(pidFile, ProcessHandle.current().pid());
        assertThat(Processes.carries(ProcessHandle.current().pid(), marker)).isFalse();
        assertThat(Processes.find(pidFile, marker)).hasValue(part.pid());
    }

    @Test
    void aMarkerThatOnlyBeginsAlikeIsAnotherPart() {
        assertThat(Processes.carries(part.pid(), marker.substring(0, marker.length() - 1)))
                .isFalse();
    }

    @Test
    void aProcessWhosePidFileIsMissingOrTornIsFoundByItsCommandLine() throws Exception {
        assertThat(Processes.find(pidFile, marker)).hasValue(part.pid());
        Files.writeString(pidFile, "12x");
        assertThat(Processes.find(pidFile, marker)).hasValue(part.pid());
    }

    @Test
    void aDeadProcessIsNotFound() throws Exception {
        Processes.write(pidFile, part.pid());
        part.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        assertThat(Processes.find(pidFile, marker)).isEmpty();
    }
}
