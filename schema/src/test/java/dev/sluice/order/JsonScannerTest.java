package dev.sluice.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.UnusableReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The scanner sees in a body what Jackson sees in it, and refuses what Jackson refuses. */
class JsonScannerTest {
    private static final String ORDER = """
            {"id": 820982911946154508, "name": "#9999", "email": "jon@example.com", "test":false, "note":null,
             "line_items":[{"id":866550311766439020,"price":"199.00","quantity":1,"tax_lines":[],"properties":[{}]},
               [[1,-0.5,2e3,0,-0,1E+2,1.0e-2],true]],
             "customer":{"first_name":"Zoë \\"Z\\" \\u00e9\\ud83d\\udc4d","last_name":"\\\\\\/\\b\\f\\n\\r\\t"}, "":{"":""},
             "total_price":"409.94", "fulfillments" : [ ] , "updated_at":"2026-03-01T10:00:00-05:00"}
            """;

    /** All of a document, flat: brackets, names and values in their order; or why it is refused. */
    private static List<String> scanned(byte[] body, boolean skipping) {
        List<String> seen = new ArrayList<>();
        try {
            JsonScanner json = new JsonScanner(body);
            if (json.isAtEnd()) {
                return List.of(UnusableReason.NOT_JSON.name());
            }
            json.value();
            walk(json, skipping, seen);
            return json.isAtEnd() ? seen : List.of(UnusableReason.NOT_JSON.name());
        } catch (UndecodableException refused) {
            return List.of(refused.reason().name());
        }
    }

    private static void walk(JsonScanner json, boolean skipping, List<String> seen) {
        JsonToken token = json.token();
        seen.add(token.name());
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            seen.add(json.text());
        } else if (token.isStructStart() && skipping) {
            json.skip();
        } else if (token == JsonToken.START_OBJECT) {
            for (boolean first = true; json.nextMember(first); first = false) {
                seen.add(json.nameText());
                json.value();
                walk(json, false, seen);
            }
        } else if (token == JsonToken.START_ARRAY) {
            for (boolean first = true; json.nextElement(first); first = false) {
                json.value();
                walk(json, false, seen);
            }
        }
        if (token.isStructStart()) {
            seen.add(json.token().name());
        }
    }

    private static List<String> parsed(byte[] body) {
        List<String> seen = new ArrayList<>();
        try (JsonParser json = RedactedBody.JSON.createParser(ObjectReadContext.empty(), body)) {
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (depth == 0 && !seen.isEmpty()) {
                    return List.of(UnusableReason.NOT_JSON.name());
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.PROPERTY_NAME) {
                    seen.add(json.currentName());
                    continue;
                }
                seen.add(token.name());
                if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                    seen.add(json.getString());
                }
                if (token.isNumeric() && isOutOfRange(json.getString())) {
                    return List.of(UnusableReason.NUMBER_OUT_OF_RANGE.name());
                }
            }
            return seen.isEmpty() ? List.of(UnusableReason.NOT_JSON.name()) : seen;
        } catch (JacksonException refused) {
            return List.of(UnusableReason.NOT_JSON.name());
        }
    }

    private static boolean isOutOfRange(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        return number.length() > JsonScanner.MAX_NUMBER
                || (exponent > 0
                        && new BigDecimal(number.substring(exponent + 1))
                                        .abs()
                                        .compareTo(BigDecimal.valueOf(JsonScanner.MAX_NUMBER))
                                > 0);
    }

    private static void assertSeenAlike(byte[] body) {
        List<String> parsed = parsed(body);
        String shown = new String(body, UTF_8);
        assertThat(scanned(body, false)).as(shown).isEqualTo(parsed);
        List<String> skipped = scanned(body, true);
        if (parsed.size() == 1 && parsed.get(0).startsWith("N")) {
            assertThat(skipped).as("skipped %s", shown).isEqualTo(parsed);
        } else {
            assertThat(skipped)
                    .as("skipped %s", shown)
                    .startsWith(parsed.get(0))
                    .endsWith(parsed.get(parsed.size() - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "[]",
                "null",
                "true",
                "false",
                "1",
                "\"a\"",
                " \t\r\n{ } ",
                "{",
                "}",
                "[",
                "]",
                "{]",
                "[}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1}x",
                "{}{}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1,,2]",
                "[[],[[]],{}]",
                "{\"a\":{\"b\":[{}]}}",
                "{\"a\":1,\"a\":2}",
                "01",
                "-",
                "-1",
                "-0",
                "--1",
                "+1",
                "1.",
                ".5",
                "1.5",
                "1e",
                "1e5",
                "1e+",
                "1e+5",
                "1E-5",
                "1.5e3",
                "0x1",
                "1_0",
                "[1x]",
                "[-]",
                "[1.]",
                "[1e]",
                "[01]",
                "[1.5.5]",
                "NaN",
                "[NaN]",
                "[-Infinity]",
                "[1e1000]",
                "[1e1001]",
                "[1e-1001]",
                "[0e99999999999]",
                "tru",
                "truex",
                "nul",
                "True",
                "[true1]",
                "[truefalse]",
                "\"",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"\t\"",
                "\"\u007f\"",
                "\"é\u20ac\"",
                "{\"\\u0069d\":1}",
                "{\"a\\\"b\":1}",
                "{\"a\n\":1}",
                "/* */{}",
                "// \n{}",
                "#\n1",
                "{\"a\":1}\u0000",
                "\u00a0{}",
                "\ufeff{}"
            })
    void aSmallDocumentIsSeenAsJacksonSeesIt(String document) {
        assertSeenAlike(document.getBytes(UTF_8));
    }

    @Test
    void numbersAreRefusedAboveAThousandCharacters() {
        assertSeenAlike(("[" + "9".repeat(1_000) + "]").getBytes(UTF_8));
        assertSeenAlike(("[" + "9".repeat(1_001) + "]").getBytes(UTF_8));
        assertSeenAlike(("[0." + "9".repeat(999) + "]").getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1_000, 1_001, 100_000})
    void nestingIsRefusedBelowAThousand(int depth) {
        assertSeenAlike(("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8));
        assertSeenAlike(("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).getBytes(UTF_8));
    }

    @Test
    void aWholeOrderIsSeenAsJacksonSeesIt() {
        byte[] order = ORDER.getBytes(UTF_8);

        assertThat(parsed(order)).hasSizeGreaterThan(60).contains("Zoë \"Z\" é👍", "\\/\b\f\n\r\t");
        assertSeenAlike(order);
    }

    /** Any place of an order changed, left out, doubled or exchanged for what means something in JSON. */
    @Property(tries = 5_000)
    void aDamagedOrderIsSeenAsJacksonSeesIt(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int wounds) {
        Random chance = new Random(seed);
        StringBuilder order = new StringBuilder(ORDER);
        String pieces = "{}[]:,\"\\/0123456789.eE+-truefalsn \n\t\u0001é👍";
        for (int wound = 0; wound < wounds && !order.isEmpty(); wound++) {
            int place = chance.nextInt(order.length());
            String piece = String.valueOf(pieces.charAt(chance.nextInt(pieces.length() - 2)));
            switch (chance.nextInt(4)) {
                case 0 -> order.deleteCharAt(place);
                case 1 -> order.insert(place, piece);
                case 2 -> order.replace(place, place + 1, piece);
                default -> order.setLength(place + 1);
            }
        }
        byte[] body = order.toString().getBytes(UTF_8);

        assertSeenAlike(body);
    }
}
