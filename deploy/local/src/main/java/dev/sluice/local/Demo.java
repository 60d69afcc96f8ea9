package dev.sluice.local;

import dev.sluice.local.server.JavaCommand;
import dev.sluice.local.server.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The load module's demo, on this terminal, against the running stack. */
final class Demo {
    private static final String MAIN_CLASS = "dev.sluice.loadtest.Main";

    private final Path build;
    private final DataDirectory data;

    Demo(Path build, DataDirectory data) {
        this.build = build;
        this.data = data;
    }

    Process play() throws IOException {
        Path classPath = build.resolve("loadtest.classpath");
        if (!Files.exists(classPath)) {
            throw new ServerException("The load module is not in the build " + build);
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        JavaCommand.current().executable().toString(),
                        data.marker("demo"),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Files.readString(classPath).strip(),
                        MAIN_CLASS,
                        "demo"))
                .inheritIO();
        builder.environment().putAll(EnvFile.read(data.environment()));
        return builder.start();
    }
}
