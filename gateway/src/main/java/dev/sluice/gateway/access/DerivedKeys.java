package dev.sluice.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key per purpose out of {@code SLUICE_TOKEN_KEY}, so that what one of them signs is worth nothing where another is
 * asked for.
 *
 * <p>HKDF (RFC 5869) with SHA-256: extracted with a fixed salt, expanded by one block for each purpose.
 */
public class DerivedKeys {
    private static final String HMAC = "HmacSHA256";
    private static final byte[] SALT = "sluice.derived-keys.1".getBytes(UTF_8);

    private final byte[] pseudoRandomKey;

    DerivedKeys(AccessSettings settings) {
        pseudoRandomKey = hmac(SALT, settings.masterKey());
    }

    /**
     * A 256-bit key for HMAC-SHA256.
     *
     * @param purpose a constant of the code; another purpose gives an independent key
     */
    public SecretKey forPurpose(String purpose) {
        byte[] info = (purpose + '\1').getBytes(UTF_8);
        return new SecretKeySpec(hmac(pseudoRandomKey, info), HMAC);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
