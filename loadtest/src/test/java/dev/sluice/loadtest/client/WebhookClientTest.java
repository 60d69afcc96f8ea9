package dev.sluice.loadtest.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadtest.samples.Delivery;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

class WebhookClientTest {
    private static final byte[] BODY = "{\"id\":1}".getBytes(UTF_8);

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private @Nullable DisposableServer server;

    private interface Behaviour {
        Mono<Void> answer(int number, HttpServerRequest request, HttpServerResponse response);
    }

    private static final class Heard implements Answers {
        final Queue<String> words = new ConcurrentLinkedQueue<>();

        @Override
        public void answered(Call call, int status, String body, long nanos, int attempts) {
            words.add(call.webhookId() + " " + status + " " + body + " after " + attempts);
        }

        @Override
        public void repeated(Call call, String why) {
            words.add(call.webhookId() + " again: " + why);
        }

        @Override
        public void lost(Call call, String why) {
            words.add(call.webhookId() + " lost: " + why);
        }
    }

    private URI serve(Behaviour behaviour) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asByteArray()
                        .flatMap(body -> {
                            var headers = request.requestHeaders();
                            seen.add(headers.get("X-Shopify-Webhook-Id") + " "
                                    + headers.get("X-Shopify-Hmac-Sha256").equals(Signature.of("secret", body)));
                            return behaviour.answer(requests.incrementAndGet(), request, response);
                        }))
                .bindNow();
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.disposeNow();
        }
    }

    private static Heard run(URI gateway, int calls, int connections, int attempts) throws InterruptedException {
        Delivery delivery = new Delivery("a.example.com", "orders/create", "", "e", "t", "2025-10", "1", true, BODY);
        WebhookRequest request = WebhookRequest.of(gateway, delivery, "secret");
        AtomicInteger next = new AtomicInteger();
        Heard heard = new Heard();
        WebhookClient.Settings settings = new WebhookClient.Settings(gateway, connections, 1, attempts, true);
        try (WebhookClient client = new WebhookClient(settings)) {
            WebhookClient.Run run = client.start(
                    () -> {
                        int number = next.incrementAndGet();
                        return number > calls ? null : new Call(request, "w" + number);
                    },
                    heard);
            assertThat(run.await(60, TimeUnit.SECONDS)).isTrue();
        }
        return heard;
    }

    private static Mono<Void> ok(HttpServerResponse response) {
        return response.sendString(Mono.just("fine")).then();
    }

    @Test
    void each_call_is_signed_and_sent_once_when_it_is_taken() throws InterruptedException {
        URI gateway = serve((number, request, response) -> ok(response));

        Heard heard = run(gateway, 200, 8, 3);

        assertThat(heard.words).hasSize(200).allMatch(word -> word.endsWith("200 fine after 1"));
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            expected.add("w" + i + " true");
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_refusal_for_now_is_sent_again_under_the_same_id() throws InterruptedException {
        URI gateway = serve((number, request, response) ->
                number == 1 ? response.status(429).header("Retry-After", "1").send() : ok(response));

        Heard heard = run(gateway, 1, 1, 3);

        assertThat(heard.words).containsExactly("w1 again: HTTP 429", "w1 200 fine after 2");
        assertThat(seen).containsExactly("w1 true", "w1 true");
    }

    @Test
    void a_connection_that_breaks_is_opened_again_and_the_call_repeated() throws InterruptedException {
        URI gateway = serve((number, request, response) -> {
            if (number == 1) {
                request.withConnection(connection -> connection.channel().close());
                return Mono.never();
            }
            return ok(response);
        });

        Heard heard = run(gateway, 2, 1, 3);

        assertThat(heard.words)
                .containsExactly("w1 again: connection closed", "w1 200 fine after 2", "w2 200 fine after 1");
    }

    @Test
    void what_asking_again_would_not_change_is_not_repeated() throws InterruptedException {
        URI gateway = serve((number, request, response) -> response.status(401).send());

        Heard heard = run(gateway, 1, 1, 3);

        assertThat(heard.words).containsExactly("w1 401  after 1");
    }

    @Test
    void attempts_are_bounded() throws InterruptedException {
        URI gateway = serve((number, request, response) -> response.status(503).send());

        Heard heard = run(gateway, 1, 1, 2);

        assertThat(heard.words).containsExactly("w1 again: HTTP 503", "w1 503  after 2");
    }

    @Test
    void without_a_server_a_call_is_lost_after_its_attempts() throws InterruptedException {
        URI gateway = serve((number, request, response) -> ok(response));
        stop();

        Heard heard = run(gateway, 1, 1, 2);

        assertThat(heard.words).containsExactly("w1 again: no connection", "w1 lost: no connection");
    }
}
