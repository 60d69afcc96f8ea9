package dev.sluice.local;

import dev.sluice.local.server.ServerException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Registers the demo shops with their products and an API key through the gateway's admin API, as an admin would. */
final class Seeding {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration BUSY_LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MS = 500;

    private final DevEnvironment environment;
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    Seeding(DevEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Registers them; a gateway that is still busy with its start is asked again for half a minute. Shops and products that
     * are there already stay as they are, and so does a key that is good.
     *
     * @throws ServerException when the gateway refuses
     */
    void run() throws IOException, InterruptedException {
        String token = token(post(
                "/api/v1/auth/token",
                Map.of(
                        "email",
                        DevEnvironment.ADMIN_EMAIL,
                        "password",
                        environment.secrets().admin()),
                null));
        int number = 0;
        for (DevEnvironment.Shop shop : environment.shops()) {
            make(
                    "/api/v1/admin/shops",
                    Map.of("shop", shop.domain(), "name", shop.name(), "secrets", List.of(shop.secret())),
                    token);
            for (Map<String, Object> product : DemoCatalog.productsOf(number, shop.domain())) {
                make("/api/v1/admin/products", product, token);
            }
            number++;
        }
        makeApiKey(environment.shops().get(0).domain(), token);
    }

    private void make(String path, Map<String, ?> what, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, what, token);
        if (answer.statusCode() / 100 != 2 && answer.statusCode() != 409) {
            throw new ServerException("POST " + path + " of " + what.get("shop") + " failed: status "
                    + answer.statusCode() + ", " + answer.body());
        }
    }

    private void makeApiKey(String shop, String token) throws IOException, InterruptedException {
        Optional<String> kept = environment.secrets().apiKey();
        if (kept.isPresent() && isGood(kept.get())) {
            return;
        }
        HttpResponse<String> answer =
                post("/api/v1/admin/api-keys", Map.of("shop", shop, "name", "demo storefront"), token);
        if (answer.statusCode() != 201) {
            throw new ServerException("making an API key failed: status " + answer.statusCode() + ", " + answer.body());
        }
        environment
                .secrets()
                .keepApiKey(json.readTree(answer.body()).path("key").asString());
    }

    private boolean isGood(String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(environment.gatewayUrl() + "/api/v1/products?limit=1"))
                .timeout(LIMIT)
                .header("X-Api-Key", key)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 401;
    }

    private String token(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == 401) {
            throw new ServerException("the gateway does not know the admin's generated password. If run/secrets.env was"
                    + " lost, scripts/dev --reset starts anew.");
        }
        if (status / 100 != 2) {
            throw new ServerException("the admin's login failed: status " + status + ", " + answer.body());
        }
        try {
            return json.readTree(answer.body()).path("access_token").asString();
        } catch (JacksonException e) {
            throw new ServerException("the gateway's login did not answer with JSON", e);
        }
    }

    private HttpResponse<String> post(String path, Map<String, ?> body, @Nullable String token)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + BUSY_LIMIT.toNanos();
        HttpResponse<String> answer = postOnce(path, body, token);
        while ((answer.statusCode() == 429 || answer.statusCode() >= 500) && System.nanoTime() < end) {
            Thread.sleep(PAUSE_MS);
            answer = postOnce(path, body, token);
        }
        return answer;
    }

    private HttpResponse<String> postOnce(String path, Map<String, ?> body, @Nullable String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(environment.gatewayUrl() + path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
