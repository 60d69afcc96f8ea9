package dev.sluice.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.testing.RawHttp;
import dev.sluice.gateway.testing.RunningGateway;
import dev.sluice.gateway.testing.SignedDelivery;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportIT {
    private static final String SHOP = "one.example";
    private static final String SECRET = "a secret";
    private static final byte[] BODY = "{\"id\":1}".getBytes(UTF_8);
    private static final String HEAD = "POST /webhooks/shopify HTTP/1.1\nHost: gateway\nX-Shopify-Shop-Domain: " + SHOP
            + "\nX-Shopify-Topic: orders/create\nX-Shopify-Hmac-Sha256: "
            + SignedDelivery.signature("HmacSHA256", SECRET, BODY) + "\n";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(
                "sluice.webhook.max-body=100KB",
                "sluice.server.head-timeout=1s",
                "sluice.server.read-timeout=1s",
                "sluice.server.body-timeout=2s");
        gateway.register(SHOP, SECRET);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void anAnnouncedBodyOverTheLimitIsRefusedBeforeItIsSent() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            String answer = connection
                    .send(HEAD + "Content-Length: 20000000\n\n", new byte[0])
                    .head();

            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
        }
    }

    @Test
    void aChunkedBodyIsRefusedOnceItIsOverTheLimit() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            connection.send(HEAD + "Transfer-Encoding: chunked\n\n", new byte[0]);
            for (int i = 0; i < 2; i++) {
                connection.send("10000\n", new byte[0x10000]).send("\n", new byte[0]);
            }

            assertThat(connection.head()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aChunkedBodyWithinTheLimitIsTaken() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            connection.send(HEAD + "Transfer-Encoding: chunked\n\n8\n", BODY).send("\n0\n\n", new byte[0]);

            assertThat(connection.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() {
        byte[] body = ("{\"id\":1,\"note\":\"" + "x".repeat(100 * 1024 - 18) + "\"}").getBytes(UTF_8);
        assertThat(body).hasSize(100 * 1024);

        assertThat(new SignedDelivery(SHOP, SECRET, "orders/create", null, body)
                        .send(gateway)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCompressedBodyIsRefused() {
        SignedDelivery delivery = SignedDelivery.of(SHOP, SECRET, "orders/create", "{\"id\":1}");

        HttpResponse<String> answer = gateway.send(
                delivery.unsigned(gateway).header("Content-Encoding", "gzip").build());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("/problems/unsupported-encoding");
    }

    @Test
    void theContentTypeIsNotJudged() {
        SignedDelivery delivery = SignedDelivery.of(SHOP, SECRET, "orders/create", "{\"id\":1}");

        HttpResponse<String> answer = gateway.send(delivery.unsigned(gateway)
                .header("X-Shopify-Hmac-Sha256", SignedDelivery.signature("HmacSHA256", SECRET, delivery.body()))
                .setHeader("Content-Type", "text/plain")
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void otherMethodsAreToldWhichOneIsAllowed() {
        for (String method : new String[] {"GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"}) {
            HttpResponse<String> answer = gateway.send(gateway.request("/webhooks/shopify")
                    .method(method, BodyPublishers.noBody())
                    .build());

            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).as(method).contains("POST");
        }
    }

    @Test
    void headersOverEightKilobytesAreRefused() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            String answer = connection
                    .send(HEAD + "X-Long: " + "x".repeat(9_000) + "\n\n", new byte[0])
                    .untilClosed();

            assertThat(answer).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void aBodyThatIsFramedTwiceIsRefusedAndTheConnectionClosed() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            String answer = connection
                    .send(HEAD + "Content-Length: 8\nTransfer-Encoding: chunked\n\n8\n", BODY)
                    .send("\n0\n\n", new byte[0])
                    .untilClosed();

            assertThat(answer).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void twoContentLengthsAreRefusedAndTheConnectionClosed() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            String answer = connection
                    .send(HEAD + "Content-Length: 8\nContent-Length: 9\n\n", BODY)
                    .untilClosed();

            assertThat(answer).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aBodyShorterThanAnnouncedEndsWithAClosedConnection() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            String answer = connection
                    .send(HEAD + "Content-Length: 50\n\n", BODY)
                    .endOfInput()
                    .untilClosed();

            assertThat(answer).doesNotContain(" 200 ");
        }
    }

    @Test
    void aBodyThatStopsArrivingEndsWithAClosedConnection() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            String answer =
                    connection.send(HEAD + "Content-Length: 50\n\n", BODY).untilClosed();

            assertThat(answer).doesNotContain(" 200 ");
        }
    }

    @Test
    void aConnectionOnWhichNoRequestArrivesIsClosed() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            assertThat(connection.untilClosed()).isEmpty();
        }
    }

    @Test
    void aConnectionOnWhichHeadersNeverEndIsClosed() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            assertThat(connection.send(HEAD, new byte[0]).untilClosed()).isEmpty();
        }
    }

    @Test
    void aKeptAliveConnectionIsClosedWhenItStaysIdle() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            String answers = connection
                    .send(HEAD + "Content-Length: 8\n\n", BODY)
                    .send(HEAD + "Content-Length: 8\n\n", BODY)
                    .untilClosed();

            assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(3);
        }
    }

    /** The server once stopped reading after a request that waited for the one before it and was answered at once. */
    @Test
    void aConnectionIsReadOnAfterRequestsThatCameTogether() throws IOException {
        try (RawHttp connection = new RawHttp(gateway)) {
            connection.send(
                    HEAD + "Content-Length: 8\n\n" + new String(BODY, UTF_8)
                            + "GET /webhooks/shopify HTTP/1.1\nHost: gateway\n\n",
                    new byte[0]);
            assertThat(connection.head()).startsWith("HTTP/1.1 200 ");
            assertThat(connection.head()).contains("HTTP/1.1 405 ");

            connection.send(HEAD + "Connection: close\nContent-Length: 8\n\n", BODY);

            assertThat(connection.untilClosed()).contains("HTTP/1.1 200 ");
        }
    }

    /** A reset of the connection must not overtake the answer, whoever gives it and however early. */
    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/shopify", "/api/v1/auth/token", "/api/v1/admin/orders", "/nowhere"})
    void aSenderThatGoesOnSendingHearsItsAnswer(String target) throws IOException {
        String head = "POST " + target + " HTTP/1.1\nHost: gateway\nContent-Type: application/json\n"
                + "Content-Length: 2000000\n\n";
        for (int i = 0; i < 20; i++) {
            try (RawHttp connection = new RawHttp(gateway)) {
                connection.send(head, new byte[0]);
                for (int part = 0; part < 30; part++) {
                    connection.send("", new byte[0x10000]);
                }

                assertThat(connection.head()).startsWith("HTTP/1.1 4");
            }
        }
    }
}
