package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.samples.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop's secret is rotated while deliveries come. */
final class SecretFaults {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OLD = "the-old-secret-of-this-shop";
    private static final String NEW = "the-new-secret-of-this-shop";

    static List<Scenario> all() {
        return List.of(Scenario.of(
                "secret-rotated",
                "a new secret is added and the old one removed: both hold in between, then the old one is 401",
                SecretFaults::rotated));
    }

    private static void rotated(Stage stage) throws Exception {
        Admin admin = Admin.login(stage);
        String shop = "rotating-" + Math.abs(stage.chance().nextInt()) + ".myshopify.com";
        JsonNode created = admin.call(
                "POST",
                "/api/v1/admin/shops",
                "{\"shop\":\"" + shop + "\",\"name\":\"Rotating\",\"secrets\":[\"" + OLD + "\"]}");
        String path = "/api/v1/admin/shops/" + shop;
        String oldId = created.path("secrets").path(0).path("id").asString("");
        Bodies bodies = new Bodies(shop, shop, 999);
        stage.expect(stage.await(SOON, () -> status(stage, bodies, OLD) == 200), "the new shop is not known");
        stage.expect(status(stage, bodies, NEW) == 401, "a secret that is not valid yet was taken");
        stage.doing("a second secret is added");
        admin.call("PATCH", path, "{\"add_secrets\":[\"" + NEW + "\"]}");
        stage.expect(stage.await(SOON, () -> status(stage, bodies, NEW) == 200), "the new secret is not taken");
        stage.expect(status(stage, bodies, OLD) == 200, "the old secret is not taken in the overlap");
        stage.doing("the first secret is removed");
        admin.call("PATCH", path, "{\"remove_secrets\":[\"" + oldId + "\"]}");
        stage.expect(stage.await(SOON, () -> status(stage, bodies, OLD) == 401), "the old secret is still taken");
        stage.expect(status(stage, bodies, NEW) == 200, "the new secret is not taken after the rotation");
        stage.mended();
    }

    private static int status(Stage stage, Bodies bodies, String secret) {
        Delivery delivery = bodies.probe();
        try (HttpSocket socket = new HttpSocket(stage.stack().gateway())) {
            return socket.send(delivery, secret, System.nanoTime()).status();
        }
    }

    /** Calls of an admin that change something. */
    private record Admin(HttpClient http, URI gateway, String token) {

        static Admin login(Stage stage) throws IOException, InterruptedException {
            Admin anonymous =
                    new Admin(HttpClient.newHttpClient(), stage.stack().gateway(), "");
            String email = stage.stack().environment().need("SLUICE_ADMIN_EMAIL");
            String password = stage.stack().environment().need("SLUICE_ADMIN_PASSWORD");
            JsonNode answer = anonymous.call(
                    "POST",
                    "/api/v1/auth/token",
                    JSON.createObjectNode()
                            .put("email", email)
                            .put("password", password)
                            .toString());
            return new Admin(
                    anonymous.http,
                    anonymous.gateway,
                    answer.path("access_token").asString(""));
        }

        JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                    .timeout(Duration.ofSeconds(15))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(method + ' ' + path + " was answered " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        }
    }

    private SecretFaults() {}
}
