package dev.sluice.order;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the timestamps that Shopify sends: ISO 8601 with an offset, also {@code -00:00}, {@code +0530}, {@code +05}, a
 * space for the {@code T}, and a fraction. Without an offset it is no point in time, and unreadable.
 */
public final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
    private static final int MAX_OFFSET_HOURS = 18;

    private final String text;
    private int at;

    private Times(String text) {
        this.text = text;
    }

    /** The instant in microseconds; null when it is unreadable or outside the years 1 to 2099. */
    public static @Nullable Instant read(@Nullable String text) {
        if (text == null || text.length() < "2026-01-01T00:00Z".length() || text.length() > 64) {
            return null;
        }
        try {
            return new Times(text.strip()).instant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The instant in microseconds; null when it lies outside the years 1 to 2099. */
    static @Nullable Instant bounded(Instant instant) {
        return instant.isBefore(FIRST) || !instant.isBefore(END) ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }

    private @Nullable Instant instant() {
        int year = digits(4);
        expect('-');
        int month = digits(2);
        expect('-');
        int day = digits(2);
        char separator = next();
        if (separator != 'T' && separator != 't' && separator != ' ') {
            throw unreadable();
        }
        int hour = upTo(23);
        expect(':');
        int minute = upTo(59);
        int second = skip(':') ? upTo(59) : 0;
        long micros = skip('.') || skip(',') ? fraction() : 0;
        int offset = offset();
        if (at != text.length()) {
            throw unreadable();
        }
        long seconds =
                LocalDate.of(year, month, day).toEpochDay() * 86_400L + hour * 3_600L + minute * 60L + second - offset;
        return bounded(Instant.ofEpochSecond(seconds, micros * 1_000));
    }

    /** Seconds east of Greenwich. */
    private int offset() {
        if (skip('Z') || skip('z')) {
            return 0;
        }
        char sign = next();
        if (sign != '+' && sign != '-') {
            throw unreadable();
        }
        int hours = upTo(MAX_OFFSET_HOURS);
        int minutes = skip(':') || at < text.length() ? upTo(59) : 0;
        int seconds = skip(':') ? upTo(59) : 0;
        int offset = hours * 3_600 + minutes * 60 + seconds;
        return sign == '-' ? -offset : offset;
    }

    // Digits beyond microseconds are dropped, as everywhere.
    private long fraction() {
        long micros = 0;
        int read = 0;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && text.charAt(at) <= '9') {
            if (read < 6) {
                micros = micros * 10 + digits(1);
            } else {
                at++;
            }
            read++;
        }
        if (read == 0) {
            throw unreadable();
        }
        for (int i = read; i < 6; i++) {
            micros *= 10;
        }
        return micros;
    }

    private int upTo(int limit) {
        int value = digits(2);
        if (value > limit) {
            throw unreadable();
        }
        return value;
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            char digit = next();
            if (digit < '0' || digit > '9') {
                throw unreadable();
            }
            value = value * 10 + (digit - '0');
        }
        return value;
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw unreadable();
        }
    }

    private boolean skip(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private char next() {
        if (at == text.length()) {
            throw unreadable();
        }
        return text.charAt(at++);
    }

    private static DateTimeException unreadable() {
        return new DateTimeException("unreadable");
    }
}
