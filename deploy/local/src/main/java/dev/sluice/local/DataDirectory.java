package dev.sluice.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where the stack keeps everything: {@code .data} of the checkout, or {@code SLUICE_DATA}. */
record DataDirectory(Path root) {

    DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** Makes the directories; closed to other users, save for entering where PostgreSQL runs as another user. */
    void create() throws IOException {
        Files.createDirectories(run());
        Files.createDirectories(logs());
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        Set<PosixFilePermission> closed = PosixFilePermissions.fromString("rwx------");
        Files.setPosixFilePermissions(root, isRoot ? PosixFilePermissions.fromString("rwx--x--x") : closed);
        Files.setPosixFilePermissions(run(), closed);
        Files.setPosixFilePermissions(logs(), closed);
    }

    Path run() {
        return root.resolve("run");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path log(String part) {
        return logs().resolve(part + ".log");
    }

    Path pidFile(String part) {
        return run().resolve(part + ".pid");
    }

    /** What scripts read. */
    Path environment() {
        return run().resolve("dev.env");
    }

    Path secrets() {
        return run().resolve("secrets.env");
    }

    /** The ports of the stack that runs now, or ran last. */
    Path ports() {
        return run().resolve("ports.env");
    }

    /** Written by a supervisor that wants to take over; names its process id. */
    Path handOver() {
        return run().resolve("handover");
    }

    /** Held locked by the supervisor. */
    Path lock() {
        return run().resolve("supervisor.lock");
    }

    /** Binaries unpacked from artifacts; can be deleted while nothing runs. */
    Path binaries(String name) {
        return root.resolve("app").resolve("binaries").resolve(name);
    }

    Path of(String part) {
        return root.resolve(part);
    }

    /** Stands in the command line of this stack's JVM of that name and in no other. */
    String marker(String part) {
        return "-Dsluice.part=" + root.resolve(part);
    }
}
