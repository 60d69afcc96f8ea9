package dev.sluice.gateway.storefront;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A storefront's key: {@code sluice_} and 32 random bytes in base64url. Only its SHA-256 is kept: there is nothing to guess,
 * so a slow hash would protect nothing and cost every request.
 */
public final class ApiKey {
    private static final String PREFIX = "sluice_";
    private static final int RANDOM_BYTES = 32;
    private static final int HINT_CHARS = PREFIX.length() + 4;

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** A new key. The random source may block. */
    public static ApiKey random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ApiKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** To be shown once. */
    public String text() {
        return text;
    }

    /** How it begins: enough to tell keys apart, nothing to go on. */
    public String hint() {
        return text.substring(0, HINT_CHARS);
    }

    /** SHA-256. */
    public byte[] digest() {
        return digest(text);
    }

    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ApiKey[" + hint() + "]";
    }
}
