package dev.sluice.local.testing;

import dev.sluice.local.server.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Starts {@link Keeper} as a child process, which holds the servers and dies with this JVM. */
final class EmbeddedServers {

    private EmbeddedServers() {}

    static TestServers.Urls start() {
        try {
            return launch();
        } catch (IOException e) {
            throw new IllegalStateException("The embedded test servers could not be started", e);
        }
    }

    private static TestServers.Urls launch() throws IOException {
        Path directory = Files.createTempDirectory("sluice-test-");
        // As root PostgreSQL runs under another user, who must get in.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path log = directory.resolve("keeper.log");
        List<String> flags = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        Process keeper = new ProcessBuilder(JavaCommand.current()
                        .run(
                                "-Dsluice.part=" + directory,
                                flags,
                                Keeper.class.getName(),
                                List.of(directory.toString())))
                .redirectError(log.toFile())
                .start();
        // Its standard input stays open as long as this JVM lives, however this JVM ends.
        BufferedReader out = new BufferedReader(new InputStreamReader(keeper.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith(Keeper.READY)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("The embedded test servers did not start:\n" + Files.readString(log));
        }
        String[] urls = line.substring(Keeper.READY.length()).split(" ", -1);
        return new TestServers.Urls(urls[0], urls[1], urls[2]);
    }
}
