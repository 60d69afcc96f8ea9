package dev.sluice.gateway.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * An answer as it goes out, and as it is cached: its entity tag, 22 characters, then its JSON.
 *
 * @param tag without quotes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Representation(String tag, byte[] json) {
    private static final int TAG_BYTES = 16;
    private static final int TAG_CHARS = 22;

    /** The shop is in the tag: what a cache kept of one shop is never confirmed to another. */
    static Representation of(String shop, byte[] json) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(shop.getBytes(UTF_8));
            sha256.update((byte) '\n');
            byte[] digest = Arrays.copyOf(sha256.digest(json), TAG_BYTES);
            return new Representation(Base64.getUrlEncoder().withoutPadding().encodeToString(digest), json);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static Representation cached(byte[] value) {
        return new Representation(
                new String(value, 0, TAG_CHARS, ISO_8859_1), Arrays.copyOfRange(value, TAG_CHARS, value.length));
    }

    byte[] toCache() {
        byte[] value = Arrays.copyOf(tag.getBytes(ISO_8859_1), TAG_CHARS + json.length);
        System.arraycopy(json, 0, value, TAG_CHARS, json.length);
        return value;
    }

    /** As it stands in {@code ETag}. */
    String entityTag() {
        return '"' + tag + '"';
    }
}
