package dev.sluice.loadtest.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.loadtest.client.Signature;
import dev.sluice.loadtest.demo.DemoCommand;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.order.EventDecoder;
import dev.sluice.order.FactsCodec;
import dev.sluice.order.OrderFacts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PipelineIT {
    private static final int AT_ONCE = 500;
    private static final int WAIT_POLLS = 600;
    private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");
    private static final String[] FINANCIAL = {"pending", "authorized", "paid", "partially_refunded"};

    private LocalStack stack;
    private HttpClient http;
    private int orders;

    @BeforeAll
    void start() throws Exception {
        stack = LocalStack.start();
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    @AfterAll
    void stop() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void five_hundred_deliveries_of_one_order_at_once_lose_no_update() throws Exception {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            bodies.add(order(700_001, FIRST.plusSeconds(i * 7919L % AT_ONCE), FINANCIAL[i % FINANCIAL.length], i));
        }
        assertThat(sendAtOnce("one", bodies)).containsOnly(200);
        awaitOutcomes("one-%", AT_ONCE);

        OrderFacts expected = OrderFacts.NONE;
        for (String body : bodies) {
            expected = expected.merge(facts(body));
        }
        String id = stack.variable("SLUICE_SHOP") + ":700001";
        List<String> stored =
                stack.rows("SELECT encode(facts, 'hex'), state FROM orders WHERE shopify_order_id = 700001");
        assertThat(stored).hasSize(1);
        String[] columns = stored.get(0).split("\\|");
        assertThat(FactsCodec.decode(HexFormat.of().parseHex(columns[0]))).isEqualTo(expected);
        assertThat(columns[1]).isEqualTo("confirmed");
        assertThat(stack.rows("SELECT DISTINCT outcome FROM outcomes WHERE webhook_id LIKE 'one-%'"))
                .isSubsetOf("applied", "stale");
        assertThat(stack.rows("SELECT sequence, from_state, to_state FROM transitions WHERE order_id = '" + id + "'"))
                .containsExactly("1|pending|confirmed");
        assertBalanced();
    }

    @Test
    @Order(1)
    void five_hundred_orders_at_once_become_five_hundred_orders() throws Exception {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            bodies.add(order(800_000 + i, FIRST, "paid", i));
        }
        assertThat(sendAtOnce("many", bodies)).containsOnly(200);
        awaitOutcomes("many-%", AT_ONCE);

        assertThat(stack.rows("""
                        SELECT state, version, sequence, count(*) FROM orders
                        WHERE shopify_order_id BETWEEN 800000 AND 800499 GROUP BY 1, 2, 3""")).containsExactly("confirmed|1|1|500");
        assertBalanced();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sluice.loadtest.pipeline.HostileInputs#unusable")
    @Order(1)
    void what_is_signed_but_unusable_is_taken_in_and_quarantined(String what, byte[] body) throws Exception {
        String id = deliver(body, UnaryOperator.identity());

        assertThat(stack.rows("SELECT outcome FROM outcomes WHERE webhook_id = '" + id + "'"))
                .containsExactly("quarantined");
        assertThat(stack.number("SELECT count(*) FROM unapplied_events WHERE webhook_id = '" + id
                        + "' AND length(body) = " + body.length))
                .isEqualTo(1);
    }

    @Test
    @Order(1)
    void a_delivery_without_a_topic_is_taken_in_and_quarantined() throws Exception {
        String id = deliver("{\"id\":43}".getBytes(UTF_8), request -> request.setHeader("X-Shopify-Topic", ""));

        assertThat(stack.rows("SELECT outcome, reason FROM outcomes WHERE webhook_id = '" + id + "'"))
                .containsExactly("quarantined|no-topic");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sluice.loadtest.pipeline.HostileInputs#usable")
    @Order(1)
    void what_is_odd_but_usable_is_applied(String what, String fields, String name) throws Exception {
        long order = 600_000L + orders++;
        String id = deliver(
                ("{\"id\":" + order + "," + fields + "}").getBytes(UTF_8),
                request -> request.setHeader("X-Shopify-Api-Version", "2999-99"));

        assertThat(stack.rows("SELECT outcome FROM outcomes WHERE webhook_id = '" + id + "'"))
                .containsExactly("applied");
        assertThat(stack.rows("SELECT name FROM orders WHERE shopify_order_id = " + order))
                .containsExactly(name);
    }

    @Test
    @Order(1)
    void an_update_of_the_year_9999_does_not_keep_later_ones_out() throws Exception {
        deliver(
                order(610_000, Instant.parse("9999-12-31T23:59:59Z"), "pending", 1)
                        .getBytes(UTF_8),
                UnaryOperator.identity());
        deliver(order(610_000, FIRST, "paid", 2).getBytes(UTF_8), UnaryOperator.identity());

        assertThat(stack.rows("SELECT financial_status FROM orders WHERE shopify_order_id = 610000"))
                .containsExactly("paid");
    }

    /** Sends a delivery, waits until it has its outcome, and returns its webhook id. */
    private String deliver(byte[] body, UnaryOperator<HttpRequest.Builder> more) throws Exception {
        String id = UUID.randomUUID().toString();
        HttpResponse<String> answer =
                http.send(more.apply(request(id, body)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        awaitOutcomes(id, 1);
        return id;
    }

    @Test
    @Order(1)
    void what_staff_decide_about_orders_and_events_goes_through_the_log_and_shows() throws Exception {
        sendAtOnce("pending", List.of(order(900_001, FIRST, "pending", 1)));
        sendAtOnce("unread", List.of("{\"no\":\"id\"}"));
        awaitOutcomes("pending-%", 1);
        awaitOutcomes("unread-%", 1);
        String order = stack.variable("SLUICE_SHOP") + ":900001";
        String event = stack.rows("SELECT log_id || '-' || partition || '-' || log_offset FROM unapplied_events"
                        + " WHERE webhook_id = 'unread-0'")
                .get(0);

        post("orders/" + order + "/transitions", "{\"to\":\"confirmed\",\"reason\":\"cash on delivery\"}");
        post("quarantine/" + event + "/retry", "{}");
        String attempts = "SELECT attempts FROM unapplied_events WHERE webhook_id = 'unread-0'";
        await(() -> stack.number(attempts) == 2);
        post("quarantine/discard", "{\"filter\":{\"reason\":\"no-order-id\"},\"reason\":\"not ours\"}");

        await(() -> stack.rows("SELECT state FROM orders WHERE id = '" + order + "'")
                .contains("confirmed"));
        await(() -> stack.number("SELECT count(*) FROM unapplied_events WHERE webhook_id = 'unread-0'"
                        + " AND discarded_at IS NOT NULL")
                == 1);
        assertThat(stack.rows("SELECT action FROM audit_log WHERE action ~ '^(order|events?)[.]' ORDER BY id"))
                .containsExactly("order.confirm", "event.retry", "events.discard");
        assertBalanced();
    }

    private void post(String path, String json) throws Exception {
        HttpResponse<String> login = send("auth/token", "", """
                {"email":"%s","password":"%s"}
                """.formatted(
                        stack.variable("SLUICE_ADMIN_EMAIL"), stack.variable("SLUICE_ADMIN_PASSWORD")));
        String token =
                JsonMapper.shared().readTree(login.body()).path("access_token").asString("");
        HttpResponse<String> answer = send("admin/" + path, token, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private HttpResponse<String> send(String path, String token, String json) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(stack.variable("SLUICE_URL") + "/api/v1/" + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < WAIT_POLLS && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    @Order(2)
    void processor_and_gateway_killed_in_mid_load_lose_and_double_nothing() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        AtomicInteger exit = new AtomicInteger(-1);
        Thread demo = new Thread(() -> exit.set(playDemo(new PrintStream(printed, true, UTF_8))), "demo");
        demo.start();
        for (String part : List.of("processor", "gateway", "processor")) {
            long published = awaitProgress(demo);
            stack.kill(part);
            awaitMoreThan(published, demo);
        }
        demo.join();

        assertThat(exit).as(printed.toString(UTF_8)).hasValue(0);
        assertBalanced();
        assertThat(stack.number("""
                        SELECT count(*) FROM orders o WHERE o.sequence <>
                          (SELECT count(*) FROM transitions t WHERE t.order_id = o.id)""")).isZero();
    }

    private int playDemo(PrintStream out) {
        try {
            return new DemoCommand(new Environment(stack.environment()), out).run(List.of("--orders", "3000"));
        } catch (Exception e) {
            e.printStackTrace(out);
            return 99;
        }
    }

    private long awaitProgress(Thread demo) throws InterruptedException {
        return awaitMoreThan(applied() + 300, demo);
    }

    /** Waits until more events are applied than that, or the demo has ended. */
    private long awaitMoreThan(long events, Thread demo) throws InterruptedException {
        for (int i = 0; i < WAIT_POLLS && demo.isAlive() && applied() <= events; i++) {
            demo.join(200);
        }
        return applied();
    }

    private long applied() {
        return stack.number("SELECT coalesce(sum(next_offset - first_offset), 0) FROM consumer_progress");
    }

    private List<Integer> sendAtOnce(String run, List<String> bodies) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            HttpRequest request =
                    request(run + '-' + i, bodies.get(i).getBytes(UTF_8)).build();
            answers.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .thenApply(HttpResponse::statusCode));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private HttpRequest.Builder request(String webhookId, byte[] bytes) {
        return HttpRequest.newBuilder(URI.create(stack.variable("SLUICE_URL") + "/webhooks/shopify"))
                .timeout(Duration.ofSeconds(30))
                .header("X-Shopify-Topic", "orders/updated")
                .header("X-Shopify-Shop-Domain", stack.variable("SLUICE_SHOP"))
                .header("X-Shopify-Hmac-Sha256", Signature.of(stack.variable("SLUICE_SHOP_SECRET"), bytes))
                .header("X-Shopify-Webhook-Id", webhookId)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    }

    private void awaitOutcomes(String webhookIds, long expected) throws InterruptedException {
        String count = "SELECT count(*) FROM outcomes WHERE webhook_id LIKE '" + webhookIds + "'";
        for (int i = 0; i < WAIT_POLLS && stack.number(count) < expected; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(stack.number(count)).isEqualTo(expected);
    }

    private OrderFacts facts(String body) {
        return EventDecoder.decode(new Event(
                        EventType.SHOPIFY,
                        stack.variable("SLUICE_SHOP"),
                        "700001",
                        "orders/updated",
                        null,
                        null,
                        null,
                        FIRST,
                        null,
                        null,
                        null,
                        body.getBytes(UTF_8)))
                .facts();
    }

    /** The equation of G2: as many outcomes as positions, by the sums and by the rows. */
    private void assertBalanced() {
        assertThat(stack.number("""
                        SELECT count(*) FROM consumer_progress p WHERE p.next_offset - p.first_offset <>
                          coalesce((SELECT sum(events) FROM ledger l
                                    WHERE l.log_id = p.log_id AND l.partition = p.partition), 0)""")).isZero();
        assertThat(stack.number("""
                        SELECT count(*) FROM consumer_progress p WHERE p.next_offset - p.first_offset <>
                          (SELECT count(*) FROM outcomes o WHERE o.log_id = p.log_id AND o.partition = p.partition)""")).isZero();
    }

    private static String order(long id, Instant updatedAt, String financialStatus, int number) {
        return """
                {"id":%d,"name":"#%d","created_at":"2026-03-01T10:00:00Z","updated_at":"%s","financial_status":"%s",
                 "fulfillment_status":null,"cancelled_at":null,"currency":"EUR","total_price":"%d.50",
                 "line_items":[{"sku":"S-%d","name":"Shirt","quantity":1,"price":"9.95"}]}
                """.formatted(id, id, updatedAt, financialStatus, number, number);
    }
}
