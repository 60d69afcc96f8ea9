package dev.sluice.gateway.catalog;

import java.util.regex.Pattern;

/** SKUs: they stand in URLs, in keys and in SQL, so they are plain. */
public final class Skus {
    /** What a right one looks like. */
    public static final String EXPECTED =
            "must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or digit";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Skus() {}

    public static boolean isSku(String text) {
        return FORM.matcher(text).matches();
    }
}
