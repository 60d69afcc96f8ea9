package dev.sluice.gateway.storefront;

import dev.sluice.gateway.background.Refresher;
import dev.sluice.gateway.problem.ProblemWriter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The rules in front of what storefronts use. There is no session and no cookie: the key in the header is all that counts.
 */
@Configuration(proxyBeanMethods = false)
class StorefrontSecurity {
    private static final List<String> PATHS = List.of("products", "orders", "purchases", "waiting-room");
    private static final Duration PREFLIGHT_MAX_AGE = Duration.ofMinutes(10);

    @Bean
    ApiKeyDirectory apiKeyDirectory(DatabaseClient database, StorefrontSettings settings, MeterRegistry meters) {
        ApiKeyDirectory directory = new ApiKeyDirectory(database, settings.keyRate());
        Gauge.builder("sluice.storefront.keys", directory, ApiKeyDirectory::size)
                .description("API keys that are good")
                .register(meters);
        return directory;
    }

    /** Named for the health group: {@code keys}. */
    @Bean("keysHealthIndicator")
    Refresher apiKeyRefresher(ApiKeyDirectory directory, StorefrontSettings settings) {
        return new Refresher("keys", directory, settings.keyRefreshInterval());
    }

    @Bean
    SecurityWebFilterChain storefrontRules(
            ServerHttpSecurity http,
            ApiKeyDirectory keys,
            StorefrontSettings settings,
            ProblemWriter problems,
            MeterRegistry meters) {
        return http.securityMatcher(paths())
                .cors(cors -> allow(cors, settings.corsOrigins()))
                .addFilterAt(StorefrontSecurity::nameRequest, SecurityWebFiltersOrder.FIRST)
                .addFilterAt(
                        new StorefrontFilter(keys, settings.keyRate(), problems, meters),
                        SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(rules -> rules.anyExchange().authenticated())
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .build();
    }

    private static ServerWebExchangeMatcher paths() {
        return new OrServerWebExchangeMatcher(PATHS.stream()
                .<ServerWebExchangeMatcher>map(
                        path -> new PathPatternParserServerWebExchangeMatcher("/api/v1/" + path + "/**"))
                .toList());
    }

    private static void allow(ServerHttpSecurity.CorsSpec cors, List<String> origins) {
        if (origins.isEmpty()) {
            cors.disable();
            return;
        }
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOrigins(origins);
        rules.setAllowedMethods(List.of("GET", "POST"));
        rules.setAllowedHeaders(
                List.of(Storefront.KEY_HEADER, HttpHeaders.CONTENT_TYPE, HttpHeaders.IF_NONE_MATCH, "Idempotency-Key"));
        rules.setExposedHeaders(List.of(
                HttpHeaders.ETAG,
                HttpHeaders.LOCATION,
                HttpHeaders.RETRY_AFTER,
                "RateLimit",
                "RateLimit-Policy",
                "X-Request-Id"));
        rules.setMaxAge(PREFLIGHT_MAX_AGE);
        CorsConfigurationSource source = exchange -> rules;
        cors.configurationSource(source);
    }

    /** The id that the log's lines about this request carry too. */
    private static Mono<Void> nameRequest(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse()
                .getHeaders()
                .set("X-Request-Id", exchange.getRequest().getId());
        return chain.filter(exchange);
    }
}
