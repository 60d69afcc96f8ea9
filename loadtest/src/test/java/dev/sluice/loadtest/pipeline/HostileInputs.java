package dev.sluice.loadtest.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Bodies that are signed, by whoever writes them, and not what anybody expects. */
final class HostileInputs {
    private static final String REST = ",\"updated_at\":\"2026-03-01T10:00:00Z\",\"financial_status\":\"paid\"}";

    /** What it is, and the body: nothing can be done with it, and nobody may be hurt by it. */
    static Stream<Arguments> unusable() {
        return Stream.of(
                unusable("empty", ""),
                unusable("an array", "[]"),
                unusable("null", "null"),
                unusable("truncated JSON", "{\"id\":41,\"name\":\"#4"),
                unusable("garbage after the object", "{\"id\":41} oops"),
                unusable(
                        "nested 100,000 deep",
                        "{\"id\":41,\"note\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                unusable("a number of 1,001 digits", "{\"id\":41,\"total_price\":" + "9".repeat(1_001) + "}"),
                unusable("a huge exponent", "{\"id\":41,\"total_price\":1e999999999}"),
                unusable("NaN", "{\"id\":41,\"total_price\":NaN}"),
                unusable("two ids", "{\"id\":41,\"id\":42" + REST),
                unusable("id null", "{\"id\":null" + REST),
                unusable("no id", "{\"name\":\"#41\"" + REST),
                unusable("id 0", "{\"id\":0" + REST),
                unusable("a negative id", "{\"id\":-41" + REST),
                unusable("id 2^63", "{\"id\":9223372036854775808" + REST),
                unusable("id 1.5", "{\"id\":1.5" + REST),
                unusable("id true", "{\"id\":true" + REST),
                Arguments.of("not UTF-8", ("{\"id\":41,\"name\":\"Zo\u00eb\"" + REST).getBytes(ISO_8859_1)));
    }

    private static Arguments unusable(String what, String body) {
        return Arguments.of(what, body.getBytes(UTF_8));
    }

    /** What it is, fields of an order, and how its name is shown then. */
    static Stream<Arguments> usable() {
        return Stream.of(
                Arguments.of("U+0000", "\"name\":\"a\\u0000b\"", "a\uFFFDb"),
                Arguments.of("a lone surrogate", "\"name\":\"a\\ud800b\"", "a\uFFFDb"),
                Arguments.of("right to left", "\"name\":\"\u202Eשלום\"", "\u202Eשלום"),
                Arguments.of("emoji", "\"name\":\"\uD83D\uDC4D\uD83C\uDFFD\"", "\uD83D\uDC4D\uD83C\uDFFD"),
                Arguments.of("markup", "\"name\":\"<script>alert(1)</script>\"", "<script>alert(1)</script>"),
                Arguments.of("a formula", "\"name\":\"=1+1\"", "=1+1"),
                Arguments.of("SQL", "\"name\":\"'; DROP TABLE orders; --\"", "'; DROP TABLE orders; --"),
                Arguments.of(
                        "lines of nonsense",
                        "\"name\":\"#1\",\"line_items\":[{\"quantity\":-1,\"price\":\"free\"},{\"quantity\":1e3,\"price\":null},7]",
                        "#1"));
    }

    private HostileInputs() {}
}
