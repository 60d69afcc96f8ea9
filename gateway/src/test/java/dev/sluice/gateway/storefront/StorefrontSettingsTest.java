package dev.sluice.gateway.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorefrontSettingsTest {

    private static StorefrontSettings with(String origin) {
        return new StorefrontSettings(Duration.ofSeconds(1), 100, List.of(origin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example", "http://localhost:3000", "*"})
    void an_origin_is_taken(String origin) {
        assertThat(with(origin).corsOrigins()).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "https://shop.example/",
                "https://shop.example/path",
                "https://user@shop.example",
                "https://*.example",
                "ftp://shop.example",
                "null",
                ""
            })
    void what_is_no_origin_stops_the_start(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(origin))
                .withMessageContaining("SLUICE_CORS_ORIGINS");
    }
}
