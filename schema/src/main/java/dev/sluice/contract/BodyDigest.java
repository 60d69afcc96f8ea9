package dev.sluice.contract;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a body: what tells two bodies apart wherever that matters, in a delivery's key and between two snapshots of
 * the same time. It is a large part of what an event costs, so it is made once and handed on.
 */
public final class BodyDigest {
    private BodyDigest() {}

    /** 32 bytes. */
    public static byte[] of(byte[] body) {
        return sha256().digest(body);
    }

    /** A new digest, for what is more than a body. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
