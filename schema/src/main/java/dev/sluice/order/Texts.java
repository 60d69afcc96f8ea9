package dev.sluice.order;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Makes what strangers send fit for PostgreSQL's text, jsonb and numeric. */
final class Texts {
    static final int MAX_NAME = 255;
    static final int MAX_WORD = 64;

    /** Digits before and after the point: far beyond any price, far within numeric. */
    private static final int MAX_DIGITS = 40;

    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** U+0000 and lone surrogates replaced, cut to {@code max} characters without halving a pair. */
    static String clean(String text, int max) {
        int length = text.length();
        if (length > max) {
            length = Character.isHighSurrogate(text.charAt(max - 1)) && Character.isLowSurrogate(text.charAt(max))
                    ? max - 1
                    : max;
        }
        for (int i = 0; i < length; i++) {
            if (!isFine(text.charAt(i))) {
                return replace(text.substring(0, length));
            }
        }
        return length == text.length() ? text : text.substring(0, length);
    }

    private static boolean isFine(char c) {
        return c != 0 && !Character.isSurrogate(c);
    }

    private static String replace(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isFine(c)) {
                clean.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else {
                clean.append(REPLACEMENT);
            }
        }
        return clean.toString();
    }

    /** An exact plain decimal; null when it is none, or has more than 40 digits before or after the point. */
    static @Nullable BigDecimal decimal(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 2 * MAX_DIGITS + 2 || !isDecimal(text)) {
            return null;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
        if (value.scale() > MAX_DIGITS || (long) value.precision() - value.scale() > MAX_DIGITS) {
            return null;
        }
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    // BigDecimal reads any script's digits; money is written in ASCII.
    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return true;
    }
}
