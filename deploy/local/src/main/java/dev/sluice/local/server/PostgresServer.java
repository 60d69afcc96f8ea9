package dev.sluice.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** PostgreSQL 18 on 127.0.0.1, with password authentication and no socket file. */
public final class PostgresServer implements Server {
    public static final String USER = "sluice";

    private final Path home;
    private final Path data;
    private final int port;
    private final String password;
    private final boolean durable;

    /**
     * @param home where its binaries are unpacked
     * @param data its data directory
     * @param durable false only for tests: then a crash of the machine loses data
     */
    public PostgresServer(Path home, Path data, int port, String password, boolean durable) {
        this.home = home;
        this.data = data;
        this.port = port;
        this.password = password;
        this.durable = durable;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        if (!Files.isExecutable(home.resolve("bin/postgres"))) {
            Archive.unpack(Platform.current().postgresArchive(), home);
        }
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise();
        }
        forgetRecycledPid();
    }

    /**
     * PostgreSQL refuses to start when the process of its old pid file lives; after a crash that may be a stranger who
     * got the same pid.
     */
    private void forgetRecycledPid() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        Optional<String> command =
                ProcessHandle.of(pid).flatMap(process -> process.info().command());
        if (command.isPresent() && !command.get().endsWith("/postgres")) {
            Files.delete(pidFile);
        }
    }

    /** Into a directory beside, renamed when whole: a kill in between leaves nothing that looks like a database. */
    private void initialise() throws IOException, InterruptedException {
        Path unfinished = data.resolveSibling(data.getFileName() + ".new");
        Archive.delete(unfinished);
        Files.createDirectories(unfinished);
        Path passwordFile = unfinished.resolveSibling(unfinished.getFileName() + ".password");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password);
            Unprivileged.own(unfinished);
            Unprivileged.own(passwordFile);
            List<String> initdb = new ArrayList<>(List.of(
                    home.resolve("bin/initdb").toString(),
                    "--pgdata=" + unfinished,
                    "--username=" + USER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--data-checksums"));
            if (!durable) {
                initdb.add("--no-sync");
            }
            Commands.require("Making the database (initdb)", Unprivileged.command(initdb, List.of(home, data)));
            Files.move(unfinished, data);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    @Override
    public List<String> command() {
        String sync = durable ? "on" : "off";
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
        List<String> settings = List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "fsync=" + sync,
                "full_page_writes=" + sync,
                "synchronous_commit=on",
                "shared_buffers=128MB",
                "max_connections=" + (durable ? 60 : 150),
                "max_wal_size=512MB",
                "timezone=UTC",
                "log_timezone=UTC",
                "jit=off",
                "huge_pages=off",
                "shared_preload_libraries=pg_stat_statements",
                "log_min_duration_statement=1s",
                // Binds may hold personal data, which has no place in a log.
                "log_parameter_max_length=0",
                "log_parameter_max_length_on_error=0",
                "log_lock_waits=on",
                "log_line_prefix=%m [%p] ");
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return Unprivileged.command(command, List.of(home, data));
    }

    /** The fast stop: it ends sessions instead of waiting for them. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    @Override
    public String marker() {
        return data.toString();
    }

    @Override
    public boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Creates a database unless it is there. */
    public void ensureDatabase(String name) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            boolean there;
            try (var rows = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                there = rows.next();
            }
            if (!there) {
                statement.execute("CREATE DATABASE " + name);
            }
        }
    }

    /** In the form of {@code SLUICE_DATABASE_URL}; holds the password. */
    public String url(String database) {
        return "postgresql://" + USER + ":" + password + "@127.0.0.1:" + port + "/" + database;
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "3");
        properties.setProperty("socketTimeout", "10");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }
}
