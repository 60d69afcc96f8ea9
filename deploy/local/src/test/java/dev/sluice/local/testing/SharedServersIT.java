package dev.sluice.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.DatabaseUrl;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

final class SharedServersIT {
    private final TestServers servers = TestServers.get();

    @Test
    void postgresIsVersion18AndAsksForThePassword() throws Exception {
        assertThat(query(servers.databaseUrl(), "SHOW server_version_num")).startsWith("18");
        assertThat(query(servers.databaseUrl(), "SHOW password_encryption")).isEqualTo("scram-sha-256");
    }

    @Test
    void eachFreshDatabaseIsEmptyAndApart() throws Exception {
        String first = servers.freshDatabase();
        String second = servers.freshDatabase();
        assertThat(first).isNotEqualTo(second);
        query(first, "CREATE TABLE apart (id int)");
        String tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
        assertThat(query(first, tables)).isEqualTo("1");
        assertThat(query(second, tables)).isEqualTo("0");
    }

    @Test
    void redisRunsScripts() throws Exception {
        URI url = URI.create(servers.redisUrl());
        String password = url.getUserInfo().substring(1);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("AUTH " + password + "\r\nEVAL \"return 41+1\" 0\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(List.of(in.readLine(), in.readLine())).containsExactly("+OK", ":42");
        }
    }

    @Test
    void kafkaCreatesTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
            admin.createTopics(List.of(new NewTopic("smoke", 2, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            // The broker learns of a topic a moment after the controller has it.
            Set<String> names = Set.of();
            for (int i = 0; i < 100 && !names.contains("smoke"); i++) {
                names = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            }
            assertThat(names).contains("smoke");
        }
    }

    private static String query(String url, String sql) throws Exception {
        DatabaseUrl place = DatabaseUrl.parse(url);
        try (Connection connection = DriverManager.getConnection(place.jdbc(), place.user(), place.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
