package dev.sluice.gateway.dedup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script of {@code /scripts/lua}.
 *
 * @param sha1 by which Redis knows it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Script(byte[] source, String sha1) {

    /** Read at construction of whoever needs it, so that a missing file fails the start. */
    public static Script read(String name) {
        try (InputStream file = Script.class.getResourceAsStream("/lua/" + name + ".lua")) {
            if (file == null) {
                throw new IllegalStateException("there is no lua/" + name + ".lua");
            }
            byte[] source = file.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(source);
            return new Script(source, HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
