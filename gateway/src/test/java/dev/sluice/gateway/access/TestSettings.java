package dev.sluice.gateway.access;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Settings as an installation would have them, with a key that is none outside of tests. */
final class TestSettings {
    private TestSettings() {}

    static AccessSettings withKeyByte(int value) {
        return access(keyOf(value), null, null, 20, 1_000);
    }

    static AccessSettings limits(int wrongLoginsPerEmail, int wrongLogins) {
        return access(keyOf(1), null, null, wrongLoginsPerEmail, wrongLogins);
    }

    static AccessSettings access(
            @Nullable String key, @Nullable String email, @Nullable String password, int perEmail, int overall) {
        return new AccessSettings(key, Duration.ofHours(1), email, password, perEmail, overall, Duration.ofMinutes(15));
    }

    static String keyOf(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return Base64.getEncoder().encodeToString(key);
    }
}
