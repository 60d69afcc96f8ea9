package dev.sluice.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Bounds and reads the parts' logs. */
final class LogFiles {
    static final long LIMIT_BYTES = 20L * 1024 * 1024;

    private static final int TAIL_BYTES = 64 * 1024;

    private LogFiles() {}

    /**
     * Above the limit, moves the content to {@code <file>.1} and empties the file. The part keeps the file open and
     * appends to it, so it goes on at the new end.
     */
    static void bound(Path file, long limitBytes) throws IOException {
        if (!Files.exists(file) || Files.size(file) <= limitBytes) {
            return;
        }
        Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    /** The last lines, at most so many; empty when there is no file. */
    static List<String> tail(Path file, int lines) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, in.length() - TAIL_BYTES);
            in.seek(start);
            byte[] bytes = new byte[(int) (in.length() - start)];
            in.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
