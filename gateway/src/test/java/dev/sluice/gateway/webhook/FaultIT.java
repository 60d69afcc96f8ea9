package dev.sluice.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.gateway.admission.QueueView;
import dev.sluice.gateway.breaker.Breakers;
import dev.sluice.gateway.testing.Frozen;
import dev.sluice.gateway.testing.LogTail;
import dev.sluice.gateway.testing.RunningGateway;
import dev.sluice.gateway.testing.SignedDelivery;
import dev.sluice.local.testing.EventLoops;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultIT {
    private static final String SHOP = "one.example";
    private static final String SECRET = "a secret";

    @BeforeAll
    static void watchEventLoops() {
        EventLoops.watch();
    }

    @AfterEach
    void nothingBlockedAnEventLoop() {
        assertThat(EventLoops.takeBlocking()).isEmpty();
    }

    private static RunningGateway started(String... settings) {
        RunningGateway gateway = RunningGateway.start(settings);
        gateway.register(SHOP, SECRET);
        return gateway;
    }

    private static SignedDelivery delivery(int order) {
        return SignedDelivery.of(SHOP, SECRET, "orders/create", "{\"id\":" + order + "}");
    }

    @Test
    void deliveriesThatComeInTogetherAreAllTaken() throws Exception {
        try (RunningGateway gateway = started()) {
            List<Future<Integer>> answers = new ArrayList<>();
            ExecutorService senders = Executors.newFixedThreadPool(16);
            for (int i = 1; i <= 500; i++) {
                int order = i;
                answers.add(senders.submit(() -> delivery(order).send(gateway).statusCode()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
            senders.shutdown();
        }
    }

    @Test
    void aGatewayThatHasNotReadItsShopsAsksForAnotherTryAndCallsNobodyAStranger() {
        try (RunningGateway gateway =
                RunningGateway.launch("sluice.database.url=postgresql://nobody:x@127.0.0.1:1/none")) {
            HttpResponse<String> answer = delivery(1).send(gateway);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void aFrozenRedisDoesNotKeepDeliveriesOut() {
        try (RunningGateway gateway = started()) {
            delivery(1).send(gateway);
            Optional<Frozen> frozen = Frozen.redis();
            assumeTrue(frozen.isPresent(), "Redis is no process of this machine");
            try (Frozen redis = frozen.get()) {
                for (int i = 2; i < 30; i++) {
                    SignedDelivery delivery = delivery(i);
                    assertThat(delivery.send(gateway).body()).contains("\"accepted\"", delivery.id());
                }
            }
        }
    }

    @Test
    void aFrozenLogIsAnsweredWithRetryAfterAndHealsByItself() {
        try (RunningGateway gateway = started()) {
            delivery(1).send(gateway);
            Optional<Frozen> frozen = Frozen.kafka();
            assumeTrue(frozen.isPresent(), "Kafka is no child process of this JVM");
            try (Frozen kafka = frozen.get()) {
                HttpResponse<String> answer = delivery(2).send(gateway);

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("/problems/log-unavailable");
                assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0))
                        .isPositive();
            }
            await().atMost(RunningGateway.BOUND)
                    .until(() -> delivery(3).send(gateway).statusCode() == 200);
        }
    }

    @Test
    void aLogThatStaysFrozenIsNotWaitedForAndIsAskedAgainWhenItIsBack() throws Exception {
        try (RunningGateway gateway = started()) {
            delivery(1).send(gateway);
            Breakers breakers = gateway.bean(Breakers.class);
            Optional<Frozen> frozen = Frozen.kafka();
            assumeTrue(frozen.isPresent(), "Kafka is no child process of this JVM");
            ExecutorService senders = Executors.newFixedThreadPool(16);
            try (Frozen kafka = frozen.get()) {
                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 2; i < 34; i++) {
                    int order = i;
                    answers.add(
                            senders.submit(() -> delivery(order).send(gateway).statusCode()));
                }
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get()).isEqualTo(503);
                }
                assertThat(breakers.states().get("kafka")).isNotEqualTo("closed");
                assertThat(delivery(34)
                                .send(gateway)
                                .headers()
                                .firstValueAsLong("retry-after")
                                .orElse(0))
                        .isPositive();
            }
            senders.shutdown();
            await().atMost(RunningGateway.BOUND)
                    .until(() -> delivery(35).send(gateway).statusCode() == 200
                            && "closed".equals(breakers.states().get("kafka")));
        }
    }

    @Test
    void aboveTheHighMarkDeliveriesAreRefusedUntilTheQueueIsShort() {
        try (RunningGateway gateway = started("sluice.admission.low-mark=1", "sluice.admission.high-mark=5")) {
            List<Integer> statuses = new ArrayList<>();
            await().atMost(RunningGateway.BOUND).until(() -> {
                HttpResponse<String> answer = SignedDelivery.of(SHOP, SECRET, "orders/updated", "{\"id\":1}")
                        .send(gateway);
                statuses.add(answer.statusCode());
                return answer.statusCode() == 429
                        && answer.body().contains("/problems/overloaded")
                        && answer.headers().firstValueAsLong("retry-after").orElse(0) > 0;
            });

            assertThat(statuses).isSubsetOf(200, 429);
            assertThat(gateway.bean(QueueView.class).latest())
                    .hasValueSatisfying(
                            queue -> assertThat(queue.admission().state()).isEqualTo("overloaded"));
            SignedDelivery forged = new SignedDelivery(SHOP, "wrong", "orders/create", "x", "{}".getBytes(UTF_8));
            assertThat(forged.send(gateway).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void goingDownLosesNothingThatWasAnsweredAndResetsNoConnection() throws Exception {
        // Long enough for every sender to be asked to go elsewhere on a machine that is busy with other things.
        RunningGateway gateway = started("sluice.server.drain-pause=3s");
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
        AtomicInteger orders = new AtomicInteger();
        try (LogTail log = new LogTail()) {
            ExecutorService senders = Executors.newFixedThreadPool(8);
            for (int i = 0; i < 8; i++) {
                senders.execute(() -> sendUntilDown(gateway, orders, accepted, broken));
            }
            await().atMost(RunningGateway.BOUND).until(() -> accepted.size() > 200);

            gateway.close();

            senders.shutdown();
            assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(broken).isEmpty();
            Set<String> inLog = new HashSet<>();
            log.all(event -> accepted.contains(event.webhookId()), accepted.size())
                    .forEach(entry -> inLog.add(String.valueOf(entry.event().webhookId())));
            assertThat(inLog).containsAll(accepted);
        }
    }

    /** Like a load balancer: goes elsewhere when it is asked to. */
    private static void sendUntilDown(
            RunningGateway gateway, AtomicInteger orders, Set<String> accepted, ConcurrentLinkedQueue<String> broken) {
        while (true) {
            SignedDelivery delivery = delivery(orders.incrementAndGet());
            try {
                HttpResponse<String> answer = delivery.send(gateway);
                if (answer.statusCode() == 200) {
                    accepted.add(delivery.id());
                } else {
                    broken.add("status " + answer.statusCode());
                }
                if (answer.headers().firstValue("connection").orElse("").equals("close")) {
                    return;
                }
            } catch (UncheckedIOException e) {
                broken.add(String.valueOf(e.getCause()));
                return;
            }
        }
    }
}
