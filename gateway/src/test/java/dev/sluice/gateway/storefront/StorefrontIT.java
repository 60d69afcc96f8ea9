package dev.sluice.gateway.storefront;

import static dev.sluice.gateway.testing.Shopfront.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.testing.AdminGateway;
import dev.sluice.gateway.testing.RunningGateway;
import dev.sluice.gateway.testing.Shopfront;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/** A gateway that lets pages of one origin in, and few requests. */
class StorefrontIT {
    private static final AdminGateway ADMIN = AdminGateway.get();
    private static RunningGateway gateway;
    private static Shopfront shop;

    @BeforeAll
    static void start() {
        Shopfront.closeAll(ADMIN);
        shop = Shopfront.open(ADMIN, "limits.example.com");
        gateway = RunningGateway.start(
                "sluice.database.url=" + ADMIN.bean(Environment.class).getRequiredProperty("sluice.database.url"),
                "SLUICE_CORS_ORIGINS=https://shop.example,https://other.example",
                "SLUICE_API_KEY_RATE=1",
                "SLUICE_CATALOG_CDN_MAX_AGE=30s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        Shopfront.closeAll(ADMIN);
    }

    private static HttpResponse<String> preflight(RunningGateway at, String origin) {
        return at.send(at.request(PRODUCTS)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "X-Api-Key")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
    }

    private static HttpResponse<String> get(String... headers) {
        return gateway.send(gateway.request(PRODUCTS)
                .header("X-Api-Key", shop.key())
                .headers(headers)
                .build());
    }

    @Test
    void pages_of_a_configured_origin_may_call_from_a_browser_and_no_others() {
        HttpResponse<String> known = preflight(gateway, "https://shop.example");

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
        assertThat(known.headers().firstValue("Access-Control-Allow-Headers")).contains("X-Api-Key");
        assertThat(known.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(preflight(gateway, "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(preflight(gateway, "https://evil.example").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void without_configured_origins_no_page_may_call() {
        int status = ADMIN.send(
                        "OPTIONS",
                        PRODUCTS,
                        null,
                        "Origin",
                        "https://shop.example",
                        "Access-Control-Request-Method",
                        "GET")
                .status();

        assertThat(status).isEqualTo(401);
        assertThat(ADMIN.send("GET", PRODUCTS, null, "X-Api-Key", shop.key(), "Origin", "https://shop.example")
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void a_cdn_may_answer_for_as_long_as_it_is_told() {
        HttpResponse<String> answer = get("Origin", "https://shop.example");
        while (answer.statusCode() == 429) {
            answer = get("Origin", "https://shop.example");
        }

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control"))
                .contains("public, max-age=0, must-revalidate, s-maxage=30");
        assertThat(answer.headers().allValues("Vary").toString())
                .contains("X-Api-Key")
                .contains("Origin");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
    }

    @Test
    void a_key_that_sends_too_much_is_told_when_to_come_again() {
        List<HttpResponse<String>> refused = new ArrayList<>();
        for (int i = 0; i < 2_000 && refused.isEmpty(); i++) {
            HttpResponse<String> answer = get("X-Forwarded-For", "10.0.0." + i % 250);
            if (answer.statusCode() != 200) {
                refused.add(answer);
            }
        }

        assertThat(refused).singleElement().satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).contains("/problems/rate-limited");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"api-key\";q=1;w=1");
            assertThat(answer.headers().firstValue("RateLimit")).contains("\"api-key\";r=0;t=1");
        });
    }
}
