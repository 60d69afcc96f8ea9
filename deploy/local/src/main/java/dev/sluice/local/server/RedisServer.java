package dev.sluice.local.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Redis 6.2 on 127.0.0.1 with a password and an append-only file. */
public final class RedisServer implements Server {
    private static final int PROBE_LIMIT_MS = 2_000;

    private final Path home;
    private final Path data;
    private final int port;
    private final String password;

    /**
     * @param home where its executable is unpacked
     * @param data its data directory
     * @param password of letters, digits, {@code -} and {@code _}
     */
    public RedisServer(Path home, Path data, int port, String password) {
        this.home = home;
        this.data = data;
        this.port = port;
        this.password = password;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        if (!Files.isExecutable(executable())) {
            unpack();
        }
        Files.createDirectories(data);
        writeConfiguration();
    }

    private void unpack() throws IOException, InterruptedException {
        Platform platform = Platform.current();
        Path candidate = home.resolve("redis-server.new");
        Archive.copyExecutable(platform.redisExecutable(), candidate);
        if (platform == Platform.LINUX_AMD64 && !runs(candidate)) {
            Archive.copyExecutable(Platform.STATIC_REDIS, candidate);
        }
        if (!runs(candidate)) {
            throw new ServerException("None of the Redis executables at hand runs on this machine.");
        }
        Files.move(candidate, executable());
    }

    private static boolean runs(Path executable) throws InterruptedException {
        return Commands.succeeds(List.of(executable.toString(), "--version"));
    }

    /** In a file, since the password must not stand in the command line. */
    private void writeConfiguration() throws IOException {
        Path file = configuration();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                file,
                List.of(
                        "bind 127.0.0.1",
                        "port " + port,
                        "requirepass " + password,
                        "dir \"" + data + "\"",
                        "save \"\"",
                        "appendonly yes",
                        "appendfsync everysec",
                        // Holds of a sale must not be evicted; a full Redis refuses writes, which is noticed.
                        "maxmemory 256mb",
                        "maxmemory-policy noeviction",
                        // The title would replace the command line, by which a running server is recognised.
                        "set-proc-title no"));
    }

    private Path executable() {
        return home.resolve("redis-server");
    }

    private Path configuration() {
        return data.resolve("redis.conf");
    }

    @Override
    public List<String> command() {
        return List.of(executable().toString(), configuration().toString());
    }

    @Override
    public String marker() {
        return configuration().toString();
    }

    @Override
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PROBE_LIMIT_MS);
            socket.setSoTimeout(PROBE_LIMIT_MS);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(in.readLine()) && "+PONG".equals(in.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    /** In the form of {@code SLUICE_REDIS_URL}; holds the password. */
    public String url() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }
}
