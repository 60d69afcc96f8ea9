package dev.sluice.loadtest.replay;

import dev.sluice.loadtest.client.WebhookRequest;
import dev.sluice.loadtest.samples.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sends one delivery after the other, as Shopify would: again when it was not taken, with the same webhook id. */
final class Sender {
    private static final int ATTEMPTS = 8;
    private static final long LONGEST_WAIT_SECONDS = 30;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * What the gateway said.
     *
     * @param status HTTP status; 0 when there was no answer
     * @param word what the body calls it, or what went wrong
     */
    record Answer(int status, String word) {
        boolean taken() {
            return status / 100 == 2;
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI url;

    Sender(URI gateway) {
        this.url = gateway.resolve(WebhookRequest.PATH);
    }

    Answer send(Delivery delivery, String secret) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-Shopify-Webhook-Id", delivery.webhookId())
                .headers(WebhookRequest.headers(delivery, secret).toArray(String[]::new))
                .POST(HttpRequest.BodyPublishers.ofByteArray(delivery.body()));
        Answer answer = new Answer(0, "not sent");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            long waitSeconds = Math.min(LONGEST_WAIT_SECONDS, 1L << (attempt - 1));
            try {
                HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                answer = new Answer(response.statusCode(), word(response.body()));
                if (response.statusCode() != 429 && response.statusCode() < 500) {
                    return answer;
                }
                waitSeconds = response.headers()
                        .firstValue("Retry-After")
                        .filter(value -> value.matches("[0-9]{1,4}"))
                        .map(value -> Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(value)))
                        .orElse(waitSeconds);
            } catch (IOException e) {
                answer = new Answer(0, "no answer: " + e.getClass().getSimpleName());
            }
            if (attempt < ATTEMPTS) {
                TimeUnit.SECONDS.sleep(waitSeconds);
            }
        }
        return answer;
    }

    private static String word(String body) {
        try {
            var json = JsonMapper.shared().readTree(body);
            // A problem has a title, an answer a status that is a word.
            return json.path("title").asString(json.path("status").asString(""));
        } catch (JacksonException e) {
            return "";
        }
    }
}
