package dev.sluice.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody says to log in.
 *
 * @param email lower case, as it is stored
 */
record Credentials(String email, String password) {

    static final int MAX_EMAIL_CHARS = 254;

    /** All that bcrypt looks at; a longer password would be cut off in silence. */
    static final int MAX_PASSWORD_BYTES = 72;

    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]+");

    Credentials {
        email = email.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a text has an e-mail address's shape; whether it exists only mail can tell. */
    static boolean isEmail(String text) {
        String email = text.strip();
        return email.length() <= MAX_EMAIL_CHARS && EMAIL.matcher(email).matches();
    }

    static boolean isPassword(String text) {
        return !text.isEmpty() && text.indexOf('\0') < 0 && text.getBytes(UTF_8).length <= MAX_PASSWORD_BYTES;
    }

    @Override
    public String toString() {
        return "Credentials[" + email + ']';
    }
}
