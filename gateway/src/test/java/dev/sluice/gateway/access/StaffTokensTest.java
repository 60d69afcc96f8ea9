package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

class StaffTokensTest {
    private final SettableClock clock = new SettableClock();
    private final DerivedKeys keys = new DerivedKeys(TestSettings.withKeyByte(1));
    private final StaffTokens tokens = new StaffTokens(keys, TestSettings.withKeyByte(1), clock);

    private static StaffAccount account() {
        return new StaffAccount(1L, "ann@example.com", "{bcrypt}...", "operator", true, Instant.EPOCH);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(StaffTokens.ISSUER)
                .audience(StaffTokens.AUDIENCE)
                .subject("mallory@example.com")
                .claim(StaffTokens.ROLE, "admin")
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(600)));
    }

    private SecretKey tokenKey() {
        return keys.forPurpose("staff-token");
    }

    private static String signed(JWSAlgorithm algorithm, SecretKey key, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private Jwt read(String token) {
        Jwt jwt = tokens.decoder().decode(token).block();
        return Objects.requireNonNull(jwt);
    }

    private void isRefused(String token) {
        assertThatThrownBy(() -> read(token)).isInstanceOf(JwtException.class);
    }

    @Test
    void a_token_says_who_it_is_for_in_which_role_and_for_an_hour() {
        Jwt token = read(tokens.issue(account()));

        assertThat(token.getSubject()).isEqualTo("ann@example.com");
        assertThat(token.getClaimAsString(StaffTokens.ROLE)).isEqualTo("operator");
        assertThat(token.getExpiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        assertThat(token.getId()).isNotBlank();
    }

    @Test
    void the_hand_made_token_of_these_tests_is_good_until_one_thing_about_it_is_wrong() {
        assertThat(read(signed(JWSAlgorithm.HS256, tokenKey(), claims().build()))
                        .getSubject())
                .isEqualTo("mallory@example.com");
    }

    @Test
    void an_expired_token_is_refused() {
        String token = tokens.issue(account());
        clock.move(Duration.ofHours(1).plusSeconds(6));

        isRefused(token);
    }

    @Test
    void a_token_without_a_signature_is_refused() {
        isRefused(new PlainJWT(claims().build()).serialize());
    }

    @Test
    void a_token_with_its_signature_cut_off_is_refused() {
        String token = tokens.issue(account());

        isRefused(token.substring(0, token.lastIndexOf('.') + 1));
    }

    @Test
    void another_algorithm_is_refused_even_with_the_right_key() {
        SecretKey twice = new SecretKeySpec(
                ByteBuffer.allocate(64)
                        .put(tokenKey().getEncoded())
                        .put(tokenKey().getEncoded())
                        .array(),
                "HmacSHA512");

        isRefused(signed(JWSAlgorithm.HS512, twice, claims().build()));
    }

    @Test
    void a_key_for_another_purpose_and_a_key_of_another_installation_are_refused() {
        isRefused(signed(JWSAlgorithm.HS256, keys.forPurpose("cursor"), claims().build()));
        isRefused(signed(
                JWSAlgorithm.HS256,
                new DerivedKeys(TestSettings.withKeyByte(2)).forPurpose("staff-token"),
                claims().build()));
    }

    @Test
    void a_token_without_an_end_is_refused() {
        isRefused(signed(
                JWSAlgorithm.HS256, tokenKey(), claims().expirationTime(null).build()));
    }

    @Test
    void a_token_of_another_issuer_or_for_another_audience_is_refused() {
        isRefused(signed(
                JWSAlgorithm.HS256, tokenKey(), claims().issuer("somebody").build()));
        isRefused(signed(
                JWSAlgorithm.HS256, tokenKey(), claims().audience("somebody").build()));
    }

    @Test
    void a_token_that_is_not_good_yet_is_refused() {
        isRefused(signed(
                JWSAlgorithm.HS256,
                tokenKey(),
                claims().notBeforeTime(Date.from(clock.instant().plusSeconds(60)))
                        .build()));
    }
}
