package dev.sluice.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts shops' secrets at rest: AES-256-GCM, a random nonce in front of the ciphertext, the shop as associated data,
 * so that a ciphertext copied to another shop's row does not open.
 */
public final class SecretCipher {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final String keyId;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param key 32 bytes
     */
    public SecretCipher(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("the key must have 32 bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
        this.keyId = idOf(key);
    }

    /** Names the key without giving it away: what was encrypted with another key is told apart from what was altered. */
    private static String idOf(byte[] key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update("sluice secrets key".getBytes(UTF_8));
            return HexFormat.of().formatHex(sha256.digest(key), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String keyId() {
        return keyId;
    }

    /** What goes into {@code shop_secrets}. */
    public Encrypted encrypt(String shop, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, shop).doFinal(secret.getBytes(UTF_8));
            byte[] ciphertext = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return new Encrypted(keyId, ciphertext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no AES-256-GCM", e);
        }
    }

    /**
     * @throws UnreadableSecretException when it was encrypted with another key, for another shop, or was altered
     */
    byte[] decrypt(String shop, Encrypted secret) {
        byte[] bytes = secret.ciphertext();
        if (!secret.keyId().equals(keyId)) {
            throw new UnreadableSecretException("it was encrypted with the key " + secret.keyId());
        }
        if (bytes.length < NONCE_BYTES) {
            throw new UnreadableSecretException("it is too short");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, bytes, shop).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new UnreadableSecretException("it was altered or belongs to another shop");
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String shop) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        cipher.updateAAD(shop.getBytes(UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "SecretCipher[" + keyId + "]";
    }

    /**
     * An encrypted secret.
     *
     * @param keyId of the key that opens it
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Encrypted(String keyId, byte[] ciphertext) {}

    /** A secret that this gateway's key does not open. */
    static final class UnreadableSecretException extends RuntimeException {
        UnreadableSecretException(String why) {
            super(why, null, false, false);
        }
    }
}
