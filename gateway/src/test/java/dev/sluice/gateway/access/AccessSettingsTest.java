package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSettingsTest {
    private static final String KEY = TestSettings.keyOf(7);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "not base64!", "c2hvcnQ="})
    void without_a_key_of_32_bytes_nothing_starts_and_the_key_is_not_repeated(@Nullable String key) {
        assertThatThrownBy(() -> TestSettings.access(key, null, null, 20, 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SLUICE_TOKEN_KEY must be base64 of at least 32 random bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "admin@example.com,",
        ",long enough to pass",
        "not an address,long enough to pass",
        "admin@example.com,short",
        "admin@example.com,1234567890123456789012345678901234567890123456789012345678901234567890123"
    })
    void a_first_admin_needs_an_address_and_a_password_worth_the_name(String email, String password) {
        assertThatThrownBy(() -> TestSettings.access(KEY, email, password, 20, 1_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void there_is_no_first_admin_by_default() {
        assertThat(TestSettings.access(KEY, "", "", 20, 1_000).bootstrapAdmin()).isNull();
        assertThat(TestSettings.access(KEY, null, null, 20, 1_000).bootstrapAdmin())
                .isNull();
    }

    @Test
    void nothing_secret_is_shown() {
        AccessSettings settings = TestSettings.access(KEY, "Admin@Example.com", "correct horse battery", 20, 1_000);

        assertThat(settings + " " + settings.bootstrapAdmin())
                .contains("admin@example.com")
                .doesNotContain("correct horse", KEY);
    }

    @Test
    void each_purpose_has_a_key_of_its_own() {
        DerivedKeys keys = new DerivedKeys(TestSettings.withKeyByte(1));

        assertThat(keys.forPurpose("cursor").getEncoded())
                .hasSize(32)
                .isEqualTo(new DerivedKeys(TestSettings.withKeyByte(1))
                        .forPurpose("cursor")
                        .getEncoded())
                .isNotEqualTo(keys.forPurpose("staff-token").getEncoded())
                .isNotEqualTo(new DerivedKeys(TestSettings.withKeyByte(2))
                        .forPurpose("cursor")
                        .getEncoded())
                .isNotEqualTo(Base64.getDecoder().decode(TestSettings.keyOf(1)));
    }
}
