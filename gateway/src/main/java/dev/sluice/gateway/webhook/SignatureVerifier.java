package dev.sluice.gateway.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.gateway.tenant.ShopDirectory;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks that a body was signed with one of its shop's secrets: base64 of HMAC-SHA256 over the raw bytes. */
final class SignatureVerifier {
    /** Base64 of 32 bytes, padding included. */
    private static final int SIGNATURE_LENGTH = 44;

    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(SignatureVerifier::newMac);

    private final ShopDirectory shops;

    /** Stands in for the secrets of a shop that has none, so that unknown shops take as long as known ones. */
    private final List<SecretKey> nobodys;

    SignatureVerifier(ShopDirectory shops) {
        this.shops = shops;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.nobodys = List.of(new SecretKeySpec(random, "HmacSHA256"));
    }

    /** Whether the shops are known yet; before that, nobody can be told from a stranger. */
    boolean canJudge() {
        return shops.isLoaded();
    }

    /**
     * @param shop in lower case; null when the delivery does not name exactly one
     * @param signatures the values of the signature header
     * @return the body's MAC when the signature is good, null otherwise, whatever the reason
     */
    byte @Nullable [] verify(@Nullable String shop, @Nullable List<String> signatures, byte[] body) {
        if (signatures == null || signatures.size() != 1 || signatures.get(0).length() != SIGNATURE_LENGTH) {
            return null;
        }
        byte[] claimed = signatures.get(0).getBytes(ISO_8859_1);
        List<SecretKey> registered = shop == null ? null : shops.secretsOf(shop);
        boolean known = registered != null && !registered.isEmpty();
        List<SecretKey> secrets = registered == null || registered.isEmpty() ? nobodys : registered;
        byte[] match = null;
        for (SecretKey secret : secrets) {
            byte[] mac = mac(secret, body);
            // Comparing the encoded form admits the canonical encoding only: no base64url, no missing padding.
            if (MessageDigest.isEqual(Base64.getEncoder().encode(mac), claimed)) {
                match = mac;
            }
        }
        return known ? match : null;
    }

    private static byte[] mac(Key secret, byte[] body) {
        Mac mac = MACS.get();
        try {
            mac.init(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return mac.doFinal(body);
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HMAC-SHA256", e);
        }
    }
}
