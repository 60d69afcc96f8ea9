package dev.sluice.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.UnusableReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import tools.jackson.core.JsonToken;

/**
 * Reads JSON (RFC 8259, strictly) token by token from bytes that are valid UTF-8. Nothing is made of what nobody asks for: a
 * value that is skipped costs its look at each byte and no memory, which is what most of a body is.
 *
 * <p>What a library accepts is the measure: {@code JsonScannerTest} holds every verdict against Jackson's.
 */
final class JsonScanner {
    /** Depth of arrays and objects. */
    static final int MAX_DEPTH = 1_000;

    /** Characters of a number, and the size of its exponent. */
    static final int MAX_NUMBER = 1_000;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private static final int NAMES = 1_024;
    private static final int LONGEST_KEPT_NAME = 64;

    /**
     * Names seen lately, so that the same few are not made again for every line of every order. A place in it holds whatever
     * name came last; races cost a name that is made anew.
     */
    private static final Name[] SEEN = new Name[NAMES];

    private final byte[] bytes;
    private int at;
    private int depth;

    /** Whether the structure at a depth is an object. */
    private final boolean[] objects = new boolean[MAX_DEPTH + 1];

    private JsonToken token = JsonToken.NOT_AVAILABLE;
    private int start;
    private int end;
    private boolean escaped;

    @SuppressWarnings("ArrayRecordComponent") // Compared by ranges, never through equals.
    private record Name(byte[] bytes, String text) {}

    JsonScanner(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What {@link #value} or {@link #skip} came to. */
    JsonToken token() {
        return token;
    }

    /** Whether nothing but white space is left. */
    boolean isAtEnd() {
        skipSpace();
        return at == bytes.length;
    }

    /** Reads a value: the whole of a scalar, the opening bracket of an object or an array. */
    void value() {
        skipSpace();
        if (at == bytes.length) {
            throw broken();
        }
        byte first = bytes[at];
        switch (first) {
            case '{' -> open(true);
            case '[' -> open(false);
            case '"' -> {
                at++;
                string();
                token = JsonToken.VALUE_STRING;
            }
            case 't' -> literal("true", JsonToken.VALUE_TRUE);
            case 'f' -> literal("false", JsonToken.VALUE_FALSE);
            case 'n' -> literal("null", JsonToken.VALUE_NULL);
            default -> {
                if (first != '-' && !isDigit(first)) {
                    throw broken();
                }
                number();
            }
        }
    }

    private void open(boolean object) {
        if (depth == MAX_DEPTH) {
            throw new UndecodableException(UnusableReason.NOT_JSON, "nested too deeply");
        }
        objects[++depth] = object;
        at++;
        token = object ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
    }

    private void close() {
        at++;
        token = objects[depth--] ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    }

    private void literal(String word, JsonToken literal) {
        for (int i = 0; i < word.length(); i++) {
            if (at == bytes.length || bytes[at] != word.charAt(i)) {
                throw broken();
            }
            at++;
        }
        token = literal;
    }

    /** Whether the object that is being read has a member after the one before; then its name has been read. */
    boolean nextMember(boolean first) {
        if (!next(first, (byte) '}')) {
            return false;
        }
        name();
        return true;
    }

    /** Whether the array that is being read has an element after the one before. */
    boolean nextElement(boolean first) {
        return next(first, (byte) ']');
    }

    private boolean next(boolean first, byte closing) {
        byte next = peek();
        if (next == closing) {
            close();
            return false;
        }
        if (!first) {
            if (next != ',') {
                throw broken();
            }
            at++;
        }
        return true;
    }

    private void name() {
        if (peek() != '"') {
            throw broken();
        }
        at++;
        string();
        if (peek() != ':') {
            throw broken();
        }
        at++;
    }

    /** After an opening bracket: reads up to and with the one that closes it. */
    void skip() {
        int outside = depth - 1;
        boolean first = true;
        while (depth > outside) {
            boolean object = objects[depth];
            if (next(first, object ? (byte) '}' : (byte) ']')) {
                if (object) {
                    name();
                }
                value();
                first = token.isStructStart();
            } else {
                first = false;
            }
        }
    }

    /** The text of the name or string, or the characters of the number, that was read last. */
    String text() {
        return escaped ? unescaped() : new String(bytes, start, end - start, UTF_8);
    }

    /** The text of the name that was read last. */
    String nameText() {
        int length = end - start;
        if (escaped || length == 0 || length > LONGEST_KEPT_NAME) {
            return text();
        }
        int hash = (bytes[start] * 31 + bytes[end - 1]) * 31 + bytes[start + length / 2];
        int place = (hash * 31 + length) & (NAMES - 1);
        Name seen = SEEN[place];
        if (seen != null && Arrays.equals(seen.bytes, 0, seen.bytes.length, bytes, start, end)) {
            return seen.text;
        }
        String text = text();
        SEEN[place] = new Name(Arrays.copyOfRange(bytes, start, end), text);
        return text;
    }

    /** From after the opening quote to after the closing one. */
    private void string() {
        start = at;
        escaped = false;
        int i = nextSpecial(at);
        while (i < bytes.length) {
            byte c = bytes[i];
            if (c == '"') {
                end = i;
                at = i + 1;
                return;
            }
            if (c != '\\') {
                break;
            }
            escaped = true;
            i = nextSpecial(afterEscape(i + 1));
        }
        at = i;
        throw broken();
    }

    /** The next quote, backslash or control character from {@code i} on, eight bytes at a look; the end without one. */
    private int nextSpecial(int i) {
        while (i <= bytes.length - Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            // The lowest bit that is set is exact: a borrow only disturbs what lies above a byte that was found.
            long found = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - SPACES) & ~word))
                    & HIGH_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < bytes.length && (bytes[i] < 0 || bytes[i] >= ' ') && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    private int afterEscape(int i) {
        at = i;
        if (i == bytes.length) {
            throw broken();
        }
        switch (bytes[i]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return i + 1;
            }
            case 'u' -> {
                if (i + 4 >= bytes.length) {
                    throw broken();
                }
                for (int digit = i + 1; digit <= i + 4; digit++) {
                    if (Character.digit(bytes[digit], 16) < 0) {
                        throw broken();
                    }
                }
                return i + 5;
            }
            default -> throw broken();
        }
    }

    private String unescaped() {
        StringBuilder text = new StringBuilder(end - start);
        int plain = start;
        int i = start;
        while (i < end) {
            if (bytes[i] != '\\') {
                i++;
                continue;
            }
            text.append(new String(bytes, plain, i - plain, UTF_8));
            byte kind = bytes[i + 1];
            i += 2;
            switch (kind) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    int unit = 0;
                    for (int digit = 0; digit < 4; digit++) {
                        unit = unit << 4 | Character.digit(bytes[i++], 16);
                    }
                    text.append((char) unit);
                }
                default -> text.append((char) kind);
            }
            plain = i;
        }
        return text.append(new String(bytes, plain, end - plain, UTF_8)).toString();
    }

    private void number() {
        start = at;
        escaped = false;
        if (bytes[at] == '-') {
            at++;
        }
        if (at < bytes.length && bytes[at] == '0') {
            at++;
            if (at < bytes.length && isDigit(bytes[at])) {
                throw broken();
            }
        } else {
            digitsOf();
        }
        token = JsonToken.VALUE_NUMBER_INT;
        if (at < bytes.length && bytes[at] == '.') {
            at++;
            digitsOf();
            token = JsonToken.VALUE_NUMBER_FLOAT;
        }
        int exponent = 0;
        if (at < bytes.length && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < bytes.length && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            int from = at;
            digitsOf();
            exponent = exponent(from);
            token = JsonToken.VALUE_NUMBER_FLOAT;
        }
        end = at;
        // What PostgreSQL and Java would make of such a number differs, or costs more than any body is worth.
        if (end - start > MAX_NUMBER || exponent > MAX_NUMBER) {
            throw new UndecodableException(
                    UnusableReason.NUMBER_OUT_OF_RANGE, "a number is too long or its exponent too large");
        }
    }

    private int exponent(int from) {
        int exponent = 0;
        for (int i = from; i < at; i++) {
            exponent = Math.min(MAX_NUMBER + 1, exponent * 10 + (bytes[i] - '0'));
        }
        return exponent;
    }

    /** One digit at least. */
    private void digitsOf() {
        int from = at;
        while (at < bytes.length && isDigit(bytes[at])) {
            at++;
        }
        if (at == from) {
            throw broken();
        }
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** The next byte that is no white space. */
    private byte peek() {
        skipSpace();
        if (at == bytes.length) {
            throw broken();
        }
        return bytes[at];
    }

    private void skipSpace() {
        int i = at;
        while (i < bytes.length && isSpace(bytes[i])) {
            i++;
        }
        at = i;
    }

    private static boolean isSpace(byte c) {
        return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
    }

    /** What is wrong is never quoted. */
    private UndecodableException broken() {
        return new UndecodableException(UnusableReason.NOT_JSON, "not JSON near byte " + at);
    }
}
