package dev.sluice.logistics;

import dev.sluice.logistics.CarrierAnswer.Status;
import dev.sluice.logistics.Shipments.Due;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A carrier's HTTP API. */
final class HttpCarrier implements Carrier {
    private static final int TOO_MANY = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private final HttpClient http;
    private final URI base;
    private final Duration timeout;

    HttpCarrier(URI base, Duration timeout) {
        String text = base.toString();
        this.base = URI.create(text.endsWith("/") ? text : text + '/');
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public CompletionStage<CarrierAnswer> ship(Due shipment) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("reference", shipment.orderId());
        body.set("lines", JsonMapper.shared().readTree(shipment.lines()));
        return send(request("shipments")
                .header("Idempotency-Key", shipment.carrierKey())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    @Override
    public CompletionStage<CarrierAnswer> status(Due shipment) {
        return send(request("shipments/" + shipment.carrierKey()).GET());
    }

    @Override
    public CompletionStage<CarrierAnswer> cancel(Due shipment) {
        return send(request("shipments/" + shipment.carrierKey() + "/cancellation")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(timeout);
    }

    private CompletionStage<CarrierAnswer> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> read(response.statusCode(), response.body()));
    }

    private static CarrierAnswer read(int code, String body) {
        if (code >= 500 || code == TOO_MANY || code == REQUEST_TIMEOUT) {
            throw new UnavailableException("the carrier answered " + code);
        }
        if (code >= 300) {
            throw new RefusedException(code);
        }
        try {
            JsonNode answer = JsonMapper.shared().readTree(body);
            return new CarrierAnswer(
                    status(answer.path("status").asString("")),
                    answer.path("tracking_number").isString()
                            ? answer.path("tracking_number").stringValue()
                            : null,
                    Instant.parse(answer.path("updated_at").asString("")));
        } catch (JacksonException | DateTimeParseException e) {
            throw new UnavailableException("the carrier's answer cannot be read");
        }
    }

    private static Status status(String word) {
        return switch (word) {
            case "in_transit" -> Status.SHIPPED;
            case "delivered" -> Status.DELIVERED;
            case "failed" -> Status.FAILED;
            case "cancelled" -> Status.CANCELLED;
            default -> throw new UnavailableException("the carrier says " + word);
        };
    }
}
