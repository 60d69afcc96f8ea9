package dev.sluice.order;

import dev.sluice.contract.UnusableReason;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * One streaming pass over a body. Every value is read in full, also those that nobody asks for, so that a body is refused
 * for the same reason wherever its fault stands. What is of a wrong type reads as null.
 */
final class BodyReader {
    /** Depth of arrays and objects. */
    private static final int MAX_DEPTH = 1_000;

    /** Characters of a number, and the size of its exponent. */
    private static final int MAX_NUMBER = 1_000;

    /** Reads bodies within the limits above. */
    static final JsonFactory JSON = JsonFactory.builder()
            // UTF-8 and nothing else: a body that is UTF-16 must not mean something here and nothing elsewhere.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            // Its hashes are seeded by chance: what is refused must not depend on that.
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE) // checked here, to be told from what is not JSON
                    .maxNameLength(Integer.MAX_VALUE) // the body's own limit bounds it
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Takes the value of a field; leaves the reader on the value's last token. */
    interface Field {
        void read(String name, BodyReader body);
    }

    private final JsonParser parser;

    private BodyReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Passes the fields of the body's object to {@code field}, one by one.
     *
     * @throws UndecodableException when the body is not one JSON object in UTF-8
     */
    static void read(byte[] bytes, Field field) {
        if (!Utf8.isValid(bytes)) {
            throw new UndecodableException(UnusableReason.NOT_UTF8, "the body is not UTF-8");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            new BodyReader(parser).document(field);
        } catch (JacksonException e) {
            // Jackson's message may quote the body; a limit that was passed has no place.
            TokenStreamLocation place = e.getLocation();
            throw new UndecodableException(
                    UnusableReason.NOT_JSON,
                    place == null ? "nested too deeply" : "not JSON near byte " + place.getByteOffset());
        }
    }

    private void document(Field field) {
        JsonToken first = next();
        if (first == null) {
            throw new UndecodableException(UnusableReason.NOT_JSON, "the body is empty");
        }
        boolean object = first == JsonToken.START_OBJECT;
        if (object) {
            fields(field);
        } else {
            skip();
        }
        if (next() != null) {
            throw new UndecodableException(UnusableReason.NOT_JSON, "something follows the JSON value");
        }
        if (!object) {
            throw new UndecodableException(UnusableReason.NOT_AN_OBJECT, "the body is no JSON object");
        }
    }

    /** Passes each field of the object that the reader stands on to {@code field}; of anything else, none. */
    void fields(Field field) {
        if (token() != JsonToken.START_OBJECT) {
            skip();
            return;
        }
        while (next() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            next();
            field.read(name, this);
        }
    }

    /** Runs {@code element} on each element of the array that the reader stands on; of anything else, none. */
    void elements(Runnable element) {
        if (token() != JsonToken.START_ARRAY) {
            skip();
            return;
        }
        while (next() != JsonToken.END_ARRAY) {
            element.run();
        }
    }

    JsonToken token() {
        return parser.currentToken();
    }

    /** The current token's own characters. */
    String string() {
        return parser.getString();
    }

    /** Leaves the reader on the last token of the value it stands on. */
    void skip() {
        if (!token().isStructStart()) {
            return;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = next();
            if (token == null) {
                return; // The parser refuses a truncated body before this.
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    /** A string of at most {@code max} characters, clean; null for any other value. */
    @Nullable
    String text(int max) {
        if (token() == JsonToken.VALUE_STRING) {
            return Texts.clean(string(), max);
        }
        skip();
        return null;
    }

    /** The same; an empty or blank string is null too. */
    @Nullable
    String filled(int max) {
        String text = text(max);
        return text == null || text.isBlank() ? null : text;
    }

    /** Whether the value is {@code true}; any other is not. */
    boolean isTrue() {
        boolean isTrue = token() == JsonToken.VALUE_TRUE;
        skip();
        return isTrue;
    }

    /** A timestamp; null when it is unreadable. */
    @Nullable
    Instant time() {
        return Times.read(text(Texts.MAX_WORD));
    }

    /** An amount of money, from a string or a number, exact; null when it is nonsense. */
    @Nullable
    BigDecimal money() {
        JsonToken token = token();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            return Texts.decimal(string());
        }
        skip();
        return null;
    }

    /** The same as a plain decimal string. */
    @Nullable
    String amount() {
        BigDecimal money = money();
        return money == null ? null : money.toPlainString();
    }

    private @Nullable JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            checkNumber(token);
        }
        return token;
    }

    // What PostgreSQL and Java would make of such a number differs, or costs more than any body is worth.
    private void checkNumber(JsonToken token) {
        int length = parser.getStringLength();
        if (length > MAX_NUMBER || (token == JsonToken.VALUE_NUMBER_FLOAT && exponent(length) > MAX_NUMBER)) {
            throw new UndecodableException(
                    UnusableReason.NUMBER_OUT_OF_RANGE, "a number is too long or its exponent too large");
        }
    }

    private int exponent(int length) {
        char[] chars = parser.getStringCharacters();
        int start = parser.getStringOffset();
        int end = start + length;
        int i = start;
        while (i < end && chars[i] != 'e' && chars[i] != 'E') {
            i++;
        }
        int exponent = 0;
        for (i++; i < end; i++) {
            int digit = chars[i] - '0';
            exponent = digit < 0 ? exponent : Math.min(MAX_NUMBER + 1, exponent * 10 + digit);
        }
        return exponent;
    }
}
