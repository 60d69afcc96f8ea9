package dev.sluice.gateway.access;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.problem.ProblemWriter;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The rules in front of {@code /api/v1/admin/**}; nothing else passes through them, and nothing outside of it is for staff.
 *
 * <p>There is no session and no cookie: the token in the header is all that counts, so a foreign page has nothing to ride
 * on and CSRF protection nothing to protect.
 */
@Configuration(proxyBeanMethods = false)
class AdminSecurity {
    private static final String ADMIN = "/api/v1/admin";

    /**
     * The decoder is no bean on purpose: Spring Boot would put a second chain of its own over all other paths.
     */
    @Bean
    SecurityWebFilterChain adminRules(ServerHttpSecurity http, StaffTokens tokens, ProblemWriter writer) {
        AccessProblems problems = new AccessProblems(writer);
        return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher(ADMIN + "/**"))
                .authorizeExchange(rules -> rules.pathMatchers(ADMIN + "/compliance/*/data")
                        .hasRole(Role.ADMIN.name())
                        .pathMatchers(HttpMethod.GET, ADMIN + "/**")
                        .hasRole(Role.VIEWER.name())
                        .pathMatchers(
                                HttpMethod.POST,
                                ADMIN + "/orders/*/transitions",
                                ADMIN + "/dead-letters/**",
                                ADMIN + "/parked/**",
                                ADMIN + "/quarantine/**",
                                ADMIN + "/repairs/**")
                        .hasRole(Role.OPERATOR.name())
                        .anyExchange()
                        .hasRole(Role.ADMIN.name()))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems)
                        .jwt(jwt -> jwt.jwtDecoder(tokens.decoder())
                                .jwtAuthenticationConverter(AdminSecurity::authenticated)))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(headers -> headers.frameOptions(frames -> frames.mode(Mode.DENY))
                        .contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .addFilterAt(AdminSecurity::nameRequest, SecurityWebFiltersOrder.FIRST)
                .build();
    }

    /** Paths that are written to deceive whoever matches them. */
    @Bean
    ServerExchangeRejectedHandler deceivingRequests(ProblemWriter writer) {
        return (exchange, rejected) -> writer.write(
                exchange,
                Problem.of(ProblemType.MALFORMED_REQUEST, "The request's target or headers are not well formed."));
    }

    private static Mono<AbstractAuthenticationToken> authenticated(Jwt token) {
        List<GrantedAuthority> authorities = Role.of(String.valueOf(token.getClaimAsString(StaffTokens.ROLE)))
                .map(Role::authorities)
                .orElse(List.of());
        return Mono.just(new JwtAuthenticationToken(token, authorities));
    }

    /** The id that the log's lines about this request carry too. */
    private static Mono<Void> nameRequest(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse()
                .getHeaders()
                .set("X-Request-Id", exchange.getRequest().getId());
        return chain.filter(exchange);
    }
}
