package dev.sluice.local.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the servers' binaries from the class path. */
public final class Archive {

    private Archive() {}

    /**
     * Unpacks a tar.xz into a directory that does not exist before; it appears whole or not at all, so that a kill in
     * between leaves no half of it.
     */
    static void unpack(String resource, Path target) throws IOException {
        Path unfinished = target.resolveSibling(
                target.getFileName() + ".unpacking-" + ProcessHandle.current().pid());
        delete(unfinished);
        Files.createDirectories(unfinished);
        try (InputStream raw = open(resource);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                write(tar, entry, unfinished);
                entry = tar.getNextEntry();
            }
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("An entry of the archive leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0111) != 0;
        // Readable for all: as root the servers run under another user.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Copies one executable from the class path; whole or not at all. */
    static void copyExecutable(String resource, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path unfinished = target.resolveSibling(
                target.getFileName() + ".unpacking-" + ProcessHandle.current().pid());
        try (InputStream in = open(resource)) {
            Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a tree; what is gone already is no error. */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Archive.class.getResourceAsStream(resource);
        if (in == null) {
            throw new ServerException("No binaries for this machine (" + System.getProperty("os.name") + ", "
                    + System.getProperty("os.arch") + ") on the class path: " + resource);
        }
        return in;
    }
}
