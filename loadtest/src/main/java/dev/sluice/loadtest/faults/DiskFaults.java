package dev.sluice.loadtest.faults;

import dev.sluice.local.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The disk of a server is full for a while: a small file system in memory takes its place. */
final class DiskFaults {
    private static final int ROOM_MIB = 96;
    private static final Duration FULL = Duration.ofSeconds(15);

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "disk-full-postgres",
                        "no room for PostgreSQL for 15 s: deliveries are taken in, no event is blamed, and all is applied"
                                + " once there is room",
                        stage -> full(stage, Part.POSTGRES)),
                Scenario.of(
                        "disk-full-kafka",
                        "no room for Kafka for 15 s: 503, and nothing that got a 2xx is lost",
                        stage -> full(stage, Part.KAFKA)));
    }

    private static void full(Stage stage, Part part) throws Exception {
        try (SmallDisk disk = SmallDisk.instead(stage, part)) {
            stage.pass(Duration.ofSeconds(3));
            stage.doing("the disk of " + part.token() + " is full");
            Path ballast = disk.fill();
            stage.pass(FULL);
            boolean survived = stage.stack().parts().alive(part);
            stage.note(part.token() + (survived ? " stayed up" : " ended"));
            Files.delete(ballast);
            stage.doing("there is room again");
            stage.mended();
            stage.stack().parts().start(part);
            stage.pass(Duration.ofSeconds(5));
        }
        stage.mended();
    }

    /** A file system of a fixed size in the place of a server's data; its data is moved there and back. */
    private static final class SmallDisk implements AutoCloseable {
        private final Stage stage;
        private final Part part;
        private final Path place;
        private final Path aside;

        private SmallDisk(Stage stage, Part part) {
            this.stage = stage;
            this.part = part;
            this.place = stage.stack().parts().dataOf(part);
            this.aside = place.resolveSibling(place.getFileName() + ".aside");
        }

        /** @throws SkippedException when nothing can be mounted here */
        static SmallDisk instead(Stage stage, Part part) throws IOException, InterruptedException {
            SmallDisk disk = new SmallDisk(stage, part);
            stage.stack().parts().stop(part);
            Files.move(disk.place, disk.aside);
            Files.createDirectory(disk.place);
            if (!run(
                    "mount", "-t", "tmpfs", "-o", "size=" + (disk.usedMib() + ROOM_MIB) + "m", "tmpfs", disk.place())) {
                Files.delete(disk.place);
                Files.move(disk.aside, disk.place);
                stage.stack().parts().start(part);
                throw new SkippedException("no file system can be mounted here (that needs root)");
            }
            if (!run("cp", "-a", disk.aside + "/.", disk.place())
                    || !run("chown", "--reference=" + disk.aside, disk.place())
                    || !run("chmod", "--reference=" + disk.aside, disk.place())) {
                throw new IOException("the data of " + part.token() + " could not be copied");
            }
            stage.stack().parts().start(part);
            return disk;
        }

        private String place() {
            return place.toString();
        }

        private long usedMib() throws IOException {
            try (var files = Files.walk(aside)) {
                return files.filter(Files::isRegularFile)
                                .mapToLong(file -> file.toFile().length())
                                .sum()
                        / (1024 * 1024);
            }
        }

        /** Takes all the room that is left. */
        Path fill() throws IOException {
            Path ballast = place.resolve("ballast");
            byte[] zeros = new byte[64 * 1024];
            try (OutputStream out = Files.newOutputStream(ballast)) {
                for (int i = 0; i < ROOM_MIB * 32; i++) {
                    out.write(zeros);
                }
            } catch (IOException e) {
                // Full, as it should be.
                return ballast;
            }
            throw new IOException("the small disk is larger than it should be");
        }

        @Override
        public void close() throws IOException, InterruptedException {
            stage.stack().parts().stop(part);
            Path copied = place.resolveSibling(place.getFileName() + ".copied");
            boolean kept = run("cp", "-a", place(), copied.toString());
            if (!run("umount", place())) {
                throw new IOException(place + " is still mounted; umount it by hand");
            }
            Files.delete(place);
            Files.move(kept ? copied : aside, place);
            run("rm", "-rf", aside.toString());
            stage.stack().parts().start(part);
            if (!kept) {
                throw new IOException("the data of " + part.token() + " could not be copied back");
            }
        }

        private static boolean run(String... command) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        }
    }

    private DiskFaults() {}
}
