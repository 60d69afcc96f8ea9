package dev.sluice.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.tenant.SecretCipher.Encrypted;
import dev.sluice.gateway.tenant.SecretCipher.UnreadableSecretException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCipherTest {
    private final SecretCipher cipher = new SecretCipher("k".repeat(32).getBytes(UTF_8));

    @Test
    void whatIsEncryptedForAShopOpensForThatShopOnly() {
        Encrypted secret = cipher.encrypt("one.example", "a sécret");

        assertThat(cipher.decrypt("one.example", secret)).isEqualTo("a sécret".getBytes(UTF_8));
        assertThatThrownBy(() -> cipher.decrypt("other.example", secret)).isInstanceOf(UnreadableSecretException.class);
    }

    @Test
    void theSameSecretNeverLooksTheSame() {
        assertThat(cipher.encrypt("s", "a").ciphertext())
                .isNotEqualTo(cipher.encrypt("s", "a").ciphertext());
    }

    @Test
    void whatWasAlteredOrEncryptedWithAnotherKeyDoesNotOpen() {
        Encrypted secret = cipher.encrypt("s", "a");
        byte[] altered = secret.ciphertext().clone();
        altered[altered.length - 1] ^= 1;
        Encrypted foreign = new SecretCipher("x".repeat(32).getBytes(UTF_8)).encrypt("s", "a");

        for (Encrypted bad : new Encrypted[] {
            new Encrypted(secret.keyId(), altered), new Encrypted(secret.keyId(), new byte[3]), foreign
        }) {
            assertThatThrownBy(() -> cipher.decrypt("s", bad)).isInstanceOf(UnreadableSecretException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="})
    void theGatewayDoesNotStartWithoutAProperKey(String key) {
        assertThatThrownBy(() -> new TenantSettings(key, Duration.ofSeconds(1)))
                .hasMessageContaining("SLUICE_SECRETS_KEY")
                .hasMessageContaining("32 bytes");
    }

    @Test
    void settingsDoNotShowTheKey() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);

        assertThat(new TenantSettings(key, Duration.ofSeconds(1)).toString()).doesNotContain(key);
    }
}
