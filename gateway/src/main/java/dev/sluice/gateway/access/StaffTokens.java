package dev.sluice.gateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/** Issues and reads the tokens that staff carry: JWTs signed with HS256, and with nothing else. */
class StaffTokens {
    static final String ISSUER = "sluice";
    static final String AUDIENCE = "sluice-admin";
    static final String ROLE = "role";

    /** Gateways' clocks may differ by this much. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private final JwtEncoder encoder;
    private final ReactiveJwtDecoder decoder;
    private final Duration lifetime;
    private final Clock clock;

    StaffTokens(DerivedKeys keys, AccessSettings settings, Clock clock) {
        SecretKey key = keys.forPurpose("staff-token");
        this.encoder = NimbusJwtEncoder.withSecretKey(key)
                .algorithm(MacAlgorithm.HS256)
                .build();
        this.decoder = decoder(key, clock);
        this.lifetime = settings.tokenLifetime();
        this.clock = clock;
    }

    private static ReactiveJwtDecoder decoder(SecretKey key, Clock clock) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(rules(clock));
        return decoder;
    }

    /** A token without an end, of another issuer or for somebody else is none. */
    private static OAuth2TokenValidator<Jwt> rules(Clock clock) {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(CLOCK_SKEW);
        timestamps.setAllowEmptyExpiryClaim(false);
        timestamps.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(
                timestamps, new JwtIssuerValidator(ISSUER), new JwtAudienceValidator(AUDIENCE));
    }

    String issue(StaffAccount account) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuer(ISSUER)
                .audience(List.of(AUDIENCE))
                .subject(account.email())
                .claim(ROLE, account.role())
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    ReactiveJwtDecoder decoder() {
        return decoder;
    }

    /** How long a token is good for from its issue. */
    Duration lifetime() {
        return lifetime;
    }
}
