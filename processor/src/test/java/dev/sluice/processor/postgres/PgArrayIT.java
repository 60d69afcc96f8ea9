package dev.sluice.processor.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.local.testing.TestServers;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** What PostgreSQL reads from an array in the binary form is what was put into it. */
class PgArrayIT {
    private static final PostgresqlConnectionFactory CONNECTIONS = connections();

    private record Sent(String type, PgArray array, List<@Nullable String> read) {}

    static List<Sent> arrays() {
        return List.of(
                new Sent(
                        "bool",
                        new PgArray(PgArray.Type.BOOL, 3)
                                .add(true)
                                .add((Boolean) null)
                                .add(false),
                        texts("true", null, "false")),
                new Sent("int2", new PgArray(PgArray.Type.INT2, 2).add(7L).add(-32_768L), texts("7", "-32768")),
                new Sent(
                        "int4",
                        new PgArray(PgArray.Type.INT4, 2).add(2_147_483_647L).add((Long) null),
                        texts("2147483647", null)),
                new Sent("int8", new PgArray(PgArray.Type.INT8, 1).add(Long.MAX_VALUE), texts("9223372036854775807")),
                new Sent(
                        "text",
                        new PgArray(PgArray.Type.TEXT, 0)
                                .add("")
                                .add("a\0b")
                                .add("é😀")
                                .add((String) null),
                        texts("", "a\uFFFDb", "é😀", null)),
                new Sent("jsonb", new PgArray(PgArray.Type.JSONB, 1).add("{\"a\": 1}"), texts("{\"a\": 1}")),
                new Sent("bytea", new PgArray(PgArray.Type.BYTEA, 1).add(new byte[] {0, -1}), texts("\\x00ff")),
                new Sent(
                        "uuid",
                        new PgArray(PgArray.Type.UUID, 1).add(new UUID(1, -2)),
                        texts("00000000-0000-0001-ffff-fffffffffffe")),
                new Sent(
                        "date",
                        new PgArray(PgArray.Type.DATE, 2)
                                .add(LocalDate.of(1999, 12, 31))
                                .add(LocalDate.of(2026, 3, 1)),
                        texts("1999-12-31", "2026-03-01")),
                new Sent(
                        "timestamptz",
                        new PgArray(PgArray.Type.TIMESTAMPTZ, 3)
                                .add(Instant.parse("1969-12-31T23:59:59.123456789Z"))
                                .add(Instant.parse("0001-01-01T00:00:00Z"))
                                .add(Instant.parse("2026-03-01T10:00:00.000001Z")),
                        texts(
                                "1969-12-31 23:59:59.123456+00",
                                "0001-01-01 00:00:00+00",
                                "2026-03-01 10:00:00.000001+00")),
                new Sent(
                        "numeric",
                        new PgArray(PgArray.Type.NUMERIC, 12)
                                .add(new BigDecimal("19.90"))
                                .add(new BigDecimal("0"))
                                .add(new BigDecimal("0.00"))
                                .add(new BigDecimal("-0.0001"))
                                .add(new BigDecimal("10000"))
                                .add(new BigDecimal("1E+9"))
                                .add(new BigDecimal("123456789012345678901234567890.123456789"))
                                .add(new BigDecimal("-99999.99999")),
                        texts(
                                "19.90",
                                "0",
                                "0.00",
                                "-0.0001",
                                "10000",
                                "1000000000",
                                "123456789012345678901234567890.123456789",
                                "-99999.99999")),
                new Sent("text", new PgArray(PgArray.Type.TEXT, 5), texts()));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void an_array_is_read_as_it_was_built(Sent sent) {
        List<@Nullable String> read = Flux.usingWhen(
                        CONNECTIONS.create(),
                        connection -> connection
                                .createStatement(
                                        "SELECT coalesce(e::text, 'null') FROM unnest($1) WITH ORDINALITY AS u (e, n)"
                                                + " ORDER BY n")
                                .bind(0, sent.array())
                                .execute()
                                .concatMap(result ->
                                        result.map((row, metadata) -> String.valueOf(row.get(0, String.class)))),
                        connection -> connection.close())
                .collectList()
                .block(Duration.ofSeconds(20));

        assertThat(read).isEqualTo(sent.read().stream().map(String::valueOf).toList());
    }

    private static List<@Nullable String> texts(@Nullable String... texts) {
        return java.util.Arrays.asList(texts);
    }

    private static PostgresqlConnectionFactory connections() {
        DatabaseUrl url = DatabaseUrl.parse(TestServers.get().databaseUrl());
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password())
                .options(java.util.Map.of("timezone", "UTC"))
                .extendWith(new PgArrayCodec())
                .build());
    }
}
