package dev.sluice.loadtest.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {

    @Test
    void it_is_the_one_of_rfc_4231_case_2() {
        assertThat(Signature.of("Jefe", "what do ya want for nothing?".getBytes(UTF_8)))
                .isEqualTo("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    }

    @Test
    void an_empty_body_has_one_too() {
        assertThat(Signature.of("secret", new byte[0])).hasSize(44);
    }
}
