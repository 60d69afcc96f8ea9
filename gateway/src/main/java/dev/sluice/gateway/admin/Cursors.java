package dev.sluice.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.access.DerivedKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Signs where a listing went on to, so that a client can hand it back and nobody can make one up or carry it over to
 * another filter.
 *
 * <p>A cursor is base64url of: a version byte, the first 16 bytes of HMAC-SHA256 over (version, length of the scope,
 * scope, position), the position in UTF-8. The scope itself is not in it: both sides know it. The position can be read by
 * whoever decodes it; it holds nothing but what the last row of the page shows.
 */
@Component
public class Cursors {
    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 16;
    private static final int HEAD_BYTES = 1 + MAC_BYTES;

    /** Longest text that is looked at. */
    private static final int MAX_CHARS = 2_048;

    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();

    private final SecretKey key;

    @Autowired
    Cursors(DerivedKeys keys) {
        this(keys.forPurpose("cursor"));
    }

    Cursors(SecretKey key) {
        this.key = key;
    }

    /**
     * The cursor for a position.
     *
     * @param scope the listing and its filter, the same text for the same filter
     * @param position the last row's place in the listing's order
     */
    public String sign(String scope, String position) {
        byte[] tail = position.getBytes(UTF_8);
        byte[] cursor = ByteBuffer.allocate(HEAD_BYTES + tail.length)
                .put(VERSION)
                .put(mac(scope, tail))
                .put(tail)
                .array();
        return TO_TEXT.encodeToString(cursor);
    }

    /** The position that was signed for this scope; empty for anything else. */
    public Optional<String> open(String scope, String cursor) {
        byte[] bytes = decoded(cursor);
        if (bytes.length <= HEAD_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] tail = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
        boolean genuine = MessageDigest.isEqual(Arrays.copyOfRange(bytes, 1, HEAD_BYTES), mac(scope, tail));
        // One text for one cursor: what the decoder forgives (padding, spare bits at the end) is not a cursor.
        return genuine && TO_TEXT.encodeToString(bytes).equals(cursor)
                ? Optional.of(new String(tail, UTF_8))
                : Optional.empty();
    }

    private static byte[] decoded(String cursor) {
        if (cursor.length() > MAX_CHARS) {
            return new byte[0];
        }
        try {
            return FROM_TEXT.decode(cursor);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] mac(String scope, byte[] position) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update(VERSION);
            byte[] scopeBytes = scope.getBytes(UTF_8);
            mac.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(scopeBytes.length).flip());
            mac.update(scopeBytes);
            return Arrays.copyOf(mac.doFinal(position), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
