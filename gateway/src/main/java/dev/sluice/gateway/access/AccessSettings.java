package dev.sluice.gateway.access;

import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How staff get in.
 *
 * @param tokenKey base64 of at least 32 random bytes; tokens and cursors are signed with keys derived from it, so a new
 *     value ends them all. It has no default: a known key would let anybody in
 * @param tokenLifetime how long a token is good for, up to 12 hours
 * @param bootstrapAdminEmail with the password, the account created while there is no staff at all; empty for none
 * @param bootstrapAdminPassword 12 characters to 72 bytes
 * @param wrongLoginsPerEmail wrong logins for one e-mail address within the window before it is refused
 * @param wrongLogins the same over all addresses; also what bounds the memory of the count
 * @param wrongLoginWindow how long a wrong login counts
 */
@ConfigurationProperties("sluice.access")
record AccessSettings(
        @Nullable String tokenKey,
        @DefaultValue("1h") Duration tokenLifetime,
        @Nullable String bootstrapAdminEmail,
        @Nullable String bootstrapAdminPassword,
        @DefaultValue("20") int wrongLoginsPerEmail,
        @DefaultValue("1000") int wrongLogins,
        @DefaultValue("15m") Duration wrongLoginWindow) {

    private static final int MIN_KEY_BYTES = 32;
    private static final int MIN_PASSWORD_CHARS = 12;

    AccessSettings {
        if (masterKey(tokenKey).length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("SLUICE_TOKEN_KEY must be base64 of at least 32 random bytes");
        }
        if (tokenLifetime.compareTo(Duration.ofSeconds(1)) < 0 || tokenLifetime.compareTo(Duration.ofHours(12)) > 0) {
            throw new IllegalArgumentException("sluice.access.token-lifetime must be between 1s and 12h");
        }
        if (wrongLoginsPerEmail < 1 || wrongLogins < wrongLoginsPerEmail || wrongLogins > 100_000) {
            throw new IllegalArgumentException(
                    "sluice.access: 1 <= wrong-logins-per-email <= wrong-logins <= 100000 must hold");
        }
        if (wrongLoginWindow.isNegative() || wrongLoginWindow.isZero()) {
            throw new IllegalArgumentException("sluice.access.wrong-login-window must be positive");
        }
        if (isBlank(bootstrapAdminEmail) != isBlank(bootstrapAdminPassword)) {
            throw new IllegalArgumentException(
                    "SLUICE_BOOTSTRAP_ADMIN_EMAIL and SLUICE_BOOTSTRAP_ADMIN_PASSWORD go together");
        }
        if (bootstrapAdminEmail != null && !isBlank(bootstrapAdminEmail)) {
            if (!Credentials.isEmail(bootstrapAdminEmail)) {
                throw new IllegalArgumentException("SLUICE_BOOTSTRAP_ADMIN_EMAIL is no e-mail address");
            }
            if (bootstrapAdminPassword == null
                    || bootstrapAdminPassword.length() < MIN_PASSWORD_CHARS
                    || !Credentials.isPassword(bootstrapAdminPassword)) {
                throw new IllegalArgumentException(
                        "SLUICE_BOOTSTRAP_ADMIN_PASSWORD must have 12 characters at least and 72 bytes at most");
            }
        }
    }

    byte[] masterKey() {
        return masterKey(tokenKey);
    }

    /** The first admin's e-mail and password; null when none is wanted. */
    @Nullable
    Credentials bootstrapAdmin() {
        return bootstrapAdminEmail == null || bootstrapAdminPassword == null || isBlank(bootstrapAdminEmail)
                ? null
                : new Credentials(bootstrapAdminEmail, bootstrapAdminPassword);
    }

    private static byte[] masterKey(@Nullable String text) {
        try {
            return text == null ? new byte[0] : Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    @Override
    public String toString() {
        return "AccessSettings[tokenLifetime=" + tokenLifetime + ", wrongLoginsPerEmail=" + wrongLoginsPerEmail
                + ", wrongLogins=" + wrongLogins + ", wrongLoginWindow=" + wrongLoginWindow + ']';
    }
}
