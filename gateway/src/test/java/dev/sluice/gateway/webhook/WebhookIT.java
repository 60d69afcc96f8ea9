package dev.sluice.gateway.webhook;

import static dev.sluice.gateway.testing.SignedDelivery.mac;
import static dev.sluice.gateway.testing.SignedDelivery.signature;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.LogTopics;
import dev.sluice.contract.UnusableReason;
import dev.sluice.gateway.testing.LogTail;
import dev.sluice.gateway.testing.RunningGateway;
import dev.sluice.gateway.testing.SignedDelivery;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookIT {
    private static final String SHOP = "one.example";
    private static final String SECRET = "a secret";
    private static final String OTHER_SHOP = "other.example";
    private static final String OTHER_SECRET = "another secret";
    private static final byte[] BODY = "{\"id\":1}".getBytes(UTF_8);
    private static final byte[] MAC = mac("HmacSHA256", SECRET, BODY);
    private static final String GOOD = Base64.getEncoder().encodeToString(MAC);
    private static final SignedDelivery DELIVERY =
            SignedDelivery.of(SHOP, SECRET, "orders/create", new String(BODY, UTF_8));

    private static RunningGateway gateway;
    private static LogTail log;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
        gateway.register(SHOP, SECRET);
        gateway.register(OTHER_SHOP, OTHER_SECRET);
        log = new LogTail();
    }

    @AfterAll
    static void stop() {
        log.close();
        gateway.close();
    }

    @Test
    void anAcceptedDeliveryIsInTheLogByteForByteWithItsHeaders() {
        SignedDelivery delivery = SignedDelivery.of(SHOP, SECRET, "orders/create", "{ \"id\" : 9007199254740993 }\n");
        String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        HttpResponse<String> answer = gateway.send(delivery.unsigned(gateway)
                .setHeader("X-Shopify-Shop-Domain", "ONE.Example")
                .header("X-Shopify-Hmac-Sha256", signature("HmacSHA256", SECRET, delivery.body()))
                .header("X-Shopify-Event-Id", "an event")
                .header("X-Shopify-Triggered-At", "2026-05-01T10:00:00.123456789Z")
                .header("X-Shopify-API-Version", "2031-01")
                .header("traceparent", traceparent)
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).isEqualTo(body("accepted", delivery));
        LogTail.Entry entry = log.await(event -> delivery.id().equals(event.webhookId()));
        assertThat(entry.topic()).isEqualTo(LogTopics.ORDER_EVENTS);
        assertThat(entry.event().body()).isEqualTo(delivery.body());
        assertThat(entry.event().key()).isEqualTo(SHOP + ":9007199254740993");
        assertThat(entry.event().topic()).isEqualTo("orders/create");
        assertThat(entry.event().eventId()).isEqualTo("an event");
        assertThat(entry.event().triggeredAt()).isEqualTo("2026-05-01T10:00:00.123456789Z");
        assertThat(entry.event().apiVersion()).isEqualTo("2031-01");
        assertThat(entry.event().traceparent()).isEqualTo(traceparent);
    }

    @Test
    void aDeliveryWithoutWebhookIdIsToldItsPositionInTheLog() {
        SignedDelivery delivery = new SignedDelivery(SHOP, SECRET, "orders/paid", null, "{\"id\":77}".getBytes(UTF_8));

        assertThat(delivery.send(gateway).body())
                .matches("\\{\"status\":\"accepted\",\"delivery_id\":\"order-events/\\d+/\\d+\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            orders/edited                  | {"order_edit":{"id":1,"order_id":7}}    | one.example:7
            fulfillments/update            | {"id":1,"order_id":8}                   | one.example:8
            refunds/create                 | {"id":1,"order_id":9}                   | one.example:9
            order_transactions/create      | {"id":1,"order_id":10}                  | one.example:10
            orders/delete                  | {"id":11}                               | one.example:11
            orders/risk_assessment_changed | {"order_id":12}                         | one.example:12
            orders/risk_assessment_changed | {"order_id":null}                       | one.example
            orders/risk_assessment_changed | not json                                | one.example
            app/uninstalled                | not json                                | one.example
            customers/redact               | {"orders_to_redact":[1],"id":5}         | one.example
            products/update                | {"id":5}                                | one.example
            """)
    void everyTopicIsKeyedByItsOrderOrElseByItsShop(String topic, String body, String key) {
        SignedDelivery delivery = SignedDelivery.of(SHOP, SECRET, topic, body);

        assertThat(delivery.send(gateway).body()).isEqualTo(body("accepted", delivery));
        LogTail.Entry entry = log.await(event -> delivery.id().equals(event.webhookId()));
        assertThat(entry.topic()).isEqualTo(LogTopics.ORDER_EVENTS);
        assertThat(entry.event().key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                         | NOT_JSON
            []                         | NOT_AN_OBJECT
            null                       | NOT_AN_OBJECT
            {"name":                   | NOT_JSON
            {"id":null}                | NO_ORDER_ID
            {"id":9223372036854775808} | BAD_ORDER_ID
            """)
    void whatIsSignedButCannotBeReadIsQuarantinedWithItsReason(String body, UnusableReason reason) {
        SignedDelivery delivery = SignedDelivery.of(SHOP, SECRET, "orders/create", body);

        HttpResponse<String> answer = delivery.send(gateway);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body("quarantined", delivery));
        assertQuarantined(delivery, reason);
    }

    @Test
    void aSignedDeliveryWithoutAReadableTopicIsQuarantined() {
        byte[] body = "{\"id\":1}".getBytes(UTF_8);
        for (String topic : new String[] {null, "orders", "orders/", "a b/c", "/x", "x".repeat(300)}) {
            SignedDelivery delivery =
                    new SignedDelivery(SHOP, SECRET, topic, UUID.randomUUID().toString(), body);

            assertThat(delivery.send(gateway).body()).isEqualTo(body("quarantined", delivery));
            assertQuarantined(delivery, UnusableReason.NO_TOPIC);
        }
    }

    private static void assertQuarantined(SignedDelivery delivery, UnusableReason reason) {
        LogTail.Entry entry = log.await(event -> delivery.id().equals(event.webhookId()));
        assertThat(entry.topic()).isEqualTo(LogTopics.QUARANTINE);
        assertThat(entry.event().key()).isEqualTo(SHOP);
        assertThat(entry.event().body()).isEqualTo(delivery.body());
        assertThat(entry.event().quarantineReason()).isEqualTo(reason.token());
    }

    static Stream<Arguments> wrongSignatures() {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("hex", HexFormat.of().formatHex(MAC)),
                Arguments.of(
                        "base64url",
                        Base64.getUrlEncoder().encodeToString(new byte[] {-1, -2, -3}) + GOOD.substring(4)),
                Arguments.of("unpadded", Base64.getEncoder().withoutPadding().encodeToString(MAC)),
                Arguments.of("truncated", GOOD.substring(0, 40)),
                Arguments.of("padded too much", GOOD + "="),
                Arguments.of("twice in one header", GOOD + ", " + GOOD),
                Arguments.of("by the secret of another tenant", signature("HmacSHA256", OTHER_SECRET, BODY)),
                Arguments.of(
                        "over the body and a newline", signature("HmacSHA256", SECRET, "{\"id\":1}\n".getBytes(UTF_8))),
                Arguments.of(
                        "over the body as another writer writes it",
                        signature("HmacSHA256", SECRET, "{\"id\": 1}".getBytes(UTF_8))),
                Arguments.of("SHA-1", signature("HmacSHA1", SECRET, BODY)),
                Arguments.of("not ASCII", "é".repeat(44)),
                Arguments.of("of 4,000 characters", "x".repeat(4_000)));
    }

    @ParameterizedTest(name = "a signature that is {0}")
    @MethodSource("wrongSignatures")
    void whatIsNotAuthenticatedGetsOneAndTheSameAnswer(String what, String signature) {
        assertRefusedLikeWithoutASignature(signed(DELIVERY, signature));
    }

    @Test
    void twoSignaturesAreNone() {
        assertRefusedLikeWithoutASignature(DELIVERY.unsigned(gateway)
                .header("X-Shopify-Hmac-Sha256", GOOD)
                .header("X-Shopify-Hmac-Sha256", GOOD)
                .build());
    }

    @Test
    void anUnknownShopIsNotToldFromAWrongSignature() {
        assertRefusedLikeWithoutASignature(DELIVERY.unsigned(gateway)
                .setHeader("X-Shopify-Shop-Domain", "unknown.example")
                .header("X-Shopify-Hmac-Sha256", GOOD)
                .build());
    }

    @Test
    void twoShopsAreNone() {
        assertRefusedLikeWithoutASignature(DELIVERY.unsigned(gateway)
                .header("X-Shopify-Shop-Domain", SHOP)
                .header("X-Shopify-Hmac-Sha256", GOOD)
                .build());
    }

    private static void assertRefusedLikeWithoutASignature(HttpRequest request) {
        HttpResponse<String> reference = gateway.send(DELIVERY.unsigned(gateway).build());
        HttpResponse<String> answer = gateway.send(request);
        assertThat(reference.statusCode()).isEqualTo(401);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(reference.body());
        assertThat(answer.headers().map()).isEqualTo(reference.headers().map());
    }

    private static HttpRequest signed(SignedDelivery delivery, String signature) {
        return delivery.unsigned(gateway)
                .header("X-Shopify-Hmac-Sha256", signature)
                .build();
    }

    @Test
    void theSameDeliveryAgainIsADuplicateAndIsNotPublished() {
        SignedDelivery delivery = SignedDelivery.of(SHOP, SECRET, "orders/create", "{\"id\":21}");
        delivery.send(gateway);

        // The mark is set behind the answer's back, so an early repetition may still be published.
        await().atMost(RunningGateway.BOUND)
                .until(() -> delivery.send(gateway).body().equals(body("duplicate", delivery)));

        int published =
                log.all(event -> delivery.id().equals(event.webhookId()), 1).size();
        assertThat(delivery.send(gateway).body()).isEqualTo(body("duplicate", delivery));
        SignedDelivery next = SignedDelivery.of(SHOP, SECRET, "orders/create", "{\"id\":21}");
        next.send(gateway);
        log.await(event -> next.id().equals(event.webhookId()));
        assertThat(log.all(event -> delivery.id().equals(event.webhookId()), 1)).hasSize(published);
    }

    @Test
    void anotherBodyUnderTheSameWebhookIdIsNoDuplicate() {
        SignedDelivery first = SignedDelivery.of(SHOP, SECRET, "orders/create", "{\"id\":31}");
        SignedDelivery second =
                new SignedDelivery(SHOP, SECRET, "orders/create", first.id(), "{\"id\":32}".getBytes(UTF_8));
        first.send(gateway);

        assertThat(second.send(gateway).body()).isEqualTo(body("accepted", second));
    }

    @Test
    void aSecretCanBeRotatedLive() {
        String shop = "rotating.example";
        gateway.register(shop, "old");
        assertThat(status(shop, "old")).isEqualTo(200);
        assertThat(status(shop, "new")).isEqualTo(401);

        gateway.register(shop, "old", "new");
        assertThat(status(shop, "old")).isEqualTo(200);
        assertThat(status(shop, "new")).isEqualTo(200);

        gateway.register(shop, "new");
        assertThat(status(shop, "old")).isEqualTo(401);
        assertThat(status(shop, "new")).isEqualTo(200);
    }

    private static int status(String shop, String secret) {
        return SignedDelivery.of(shop, secret, "orders/create", "{\"id\":1}")
                .send(gateway)
                .statusCode();
    }

    private static String body(String status, SignedDelivery delivery) {
        return "{\"status\":\"" + status + "\",\"delivery_id\":\"" + delivery.id() + "\"}";
    }
}
