package dev.sluice.order;

import dev.sluice.contract.UnusableReason;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * One streaming pass over a body. Every value is read in full, also those that nobody asks for, so that a body is refused
 * for the same reason wherever its fault stands. What is of a wrong type reads as null.
 */
final class BodyReader {

    /** Takes the value of a field; leaves the reader on the value's last token. */
    interface Field {
        void read(String name, BodyReader body);
    }

    private final JsonScanner json;

    private BodyReader(JsonScanner json) {
        this.json = json;
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
        new BodyReader(new JsonScanner(bytes)).document(field);
    }

    private void document(Field field) {
        if (json.isAtEnd()) {
            throw new UndecodableException(UnusableReason.NOT_JSON, "the body is empty");
        }
        json.value();
        boolean object = token() == JsonToken.START_OBJECT;
        if (object) {
            fields(field);
        } else {
            skip();
        }
        if (!json.isAtEnd()) {
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
        for (boolean first = true; json.nextMember(first); first = false) {
            String name = json.nameText();
            json.value();
            field.read(name, this);
        }
    }

    /** Runs {@code element} on each element of the array that the reader stands on; of anything else, none. */
    void elements(Runnable element) {
        if (token() != JsonToken.START_ARRAY) {
            skip();
            return;
        }
        for (boolean first = true; json.nextElement(first); first = false) {
            json.value();
            element.run();
        }
    }

    JsonToken token() {
        return json.token();
    }

    /** The characters of the string or number that the reader stands on. */
    String string() {
        return json.text();
    }

    /** Leaves the reader on the last token of the value it stands on. */
    void skip() {
        if (token().isStructStart()) {
            json.skip();
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
}
