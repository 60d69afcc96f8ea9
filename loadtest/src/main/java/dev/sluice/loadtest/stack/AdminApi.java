package dev.sluice.loadtest.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The admin API, read by a member of staff. Blocks; every call has a time-out. A gateway that is away or overloaded, as
 * while it starts again, is asked again for up to two minutes.
 */
public final class AdminApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long PAUSE_MS = 500;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 500;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI gateway;
    private final String email;
    private final String password;
    private String token = "";

    private AdminApi(URI gateway, String email, String password) {
        this.gateway = gateway;
        this.email = email;
        this.password = password;
    }

    /** Whether the environment names a member of staff is said by emptiness; a refused login throws. */
    public static Optional<AdminApi> login(Environment environment) throws IOException, InterruptedException {
        Optional<String> email = environment.find("SLUICE_ADMIN_EMAIL");
        Optional<String> password = environment.find("SLUICE_ADMIN_PASSWORD");
        if (email.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        AdminApi api = new AdminApi(environment.gateway(), email.get(), password.get());
        api.login();
        return Optional.of(api);
    }

    private void login() throws IOException, InterruptedException {
        ObjectNode credentials = JSON.createObjectNode().put("email", email).put("password", password);
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/v1/auth/token"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(credentials.toString()))
                .build();
        HttpResponse<String> response = exchange(request);
        if (response.statusCode() != 200) {
            throw new IOException("the staff login of " + email + " was answered " + response.statusCode());
        }
        token = JSON.readTree(response.body()).path("access_token").asString("");
    }

    /** What stands behind {@code Bearer}, for programs that send requests of their own. */
    public String token() {
        return token;
    }

    /** Registers a shop; one that is there already stays as it is. */
    public void register(Shop shop) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("shop", shop.name()).put("name", shop.name());
        body.putArray("secrets").add(shop.secret());
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/v1/admin/shops"))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = exchange(request);
        if (response.statusCode() / 100 != 2 && response.statusCode() != 409) {
            throw new IOException("registering " + shop + " was answered " + response.statusCode());
        }
    }

    public Ledger ledger() throws IOException, InterruptedException {
        return Ledger.read(need("/api/v1/admin/ledger"));
    }

    /** Events that wait in the log. */
    public long depth() throws IOException, InterruptedException {
        return need("/api/v1/admin/queue").path("depth").asLong();
    }

    /** Passes every order of a shop that was created in [from, to] to {@code sink}, page by page. */
    public void orders(String shop, String from, String to, Consumer<JsonNode> sink)
            throws IOException, InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("shop", shop);
        query.put("created_from", from);
        query.put("created_to", to);
        query.put("limit", Integer.toString(PAGE));
        while (true) {
            JsonNode page = need("/api/v1/admin/orders?" + encoded(query));
            page.path("data").forEach(sink);
            if (!page.path("page").path("has_more").asBoolean(false)) {
                return;
            }
            query.put("cursor", page.path("page").path("next_cursor").asString());
        }
    }

    /**
     * The cursor of the page that begins after so many orders of the whole listing, reached by turning pages.
     *
     * @param orders a multiple of 50, below the number of orders
     */
    public String cursorBehind(int orders) throws IOException, InterruptedException {
        String cursor = null;
        for (int left = orders; left > 0; ) {
            int limit = left >= PAGE ? PAGE : Math.min(left, 50);
            JsonNode page = need("/api/v1/admin/orders?limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor));
            cursor = page.path("page").path("next_cursor").asString("");
            if (cursor.isEmpty()) {
                throw new IOException("there are no " + orders + " orders");
            }
            left -= limit;
        }
        if (cursor == null) {
            throw new IllegalArgumentException("the first page needs no cursor");
        }
        return cursor;
    }

    private static String encoded(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        query.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
        return text.toString();
    }

    /** Empty when there is no such order (yet). */
    public Optional<JsonNode> order(String id) throws IOException, InterruptedException {
        return get("/api/v1/admin/orders/" + URLEncoder.encode(id, UTF_8));
    }

    /** Empty when nothing is known of such an order (yet). */
    public Optional<JsonNode> timeline(String id) throws IOException, InterruptedException {
        return get("/api/v1/admin/orders/" + URLEncoder.encode(id, UTF_8) + "/timeline");
    }

    private JsonNode need(String path) throws IOException, InterruptedException {
        return get(path).orElseThrow(() -> new IOException("GET " + path + " was answered 404"));
    }

    private Optional<JsonNode> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path);
        if (response.statusCode() == 401) {
            login();
            response = send(path);
        }
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new IOException("GET " + path + " was answered " + response.statusCode() + ": " + response.body());
        }
        return Optional.of(JSON.readTree(response.body()));
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .build();
        return exchange(request);
    }

    /** Only for calls that may be made twice, which all of these are. */
    private HttpResponse<String> exchange(HttpRequest request) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            boolean isLast = System.nanoTime() - end >= 0;
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                boolean isAway = response.statusCode() == 429 || response.statusCode() >= 500;
                if (!isAway || isLast) {
                    return response;
                }
            } catch (IOException e) {
                if (isLast) {
                    throw new IOException(request.uri().getPath() + " got no answer for two minutes", e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }
}
