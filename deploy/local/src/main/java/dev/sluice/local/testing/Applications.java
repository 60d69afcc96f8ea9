package dev.sluice.local.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The gateway and the processor that this build made. */
public final class Applications {

    /** Unpacks both into a new directory {@code build} below the given one, which others may enter afterwards. */
    public static Path unpackIn(Path directory) throws IOException, InterruptedException {
        // PostgreSQL may run as another user than this one, who must be able to come this far.
        directory.toFile().setExecutable(true, false);
        Path build = Files.createDirectory(directory.resolve("build"));
        build.toFile().setExecutable(true, false);
        unpack("gateway", build);
        unpack("processor", build);
        return build;
    }

    private static void unpack(String application, Path build) throws IOException, InterruptedException {
        Path target = root().resolve(application).resolve("target");
        Path jar;
        try (Stream<Path> files = Files.list(target)) {
            jar = files.filter(file -> file.getFileName().toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + application + " to run in " + target));
        }
        Process process = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        build.resolve(application).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("unpacking " + jar + " failed");
        }
    }

    /** The directory of the checkout: the first one upwards of the module's that holds all modules. */
    private static Path root() {
        Path directory =
                Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
        while (!Files.isDirectory(directory.resolve("processor"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("there is no checkout around " + System.getProperty("basedir", "."));
            }
        }
        return directory;
    }

    /** The executable of this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Applications() {}
}
