package dev.sluice.gateway.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Event;
import dev.sluice.contract.EventType;
import dev.sluice.gateway.admin.command.CommandLog;
import dev.sluice.gateway.breaker.Breakers;
import dev.sluice.gateway.problem.ProblemException;
import dev.sluice.gateway.problem.ProblemType;
import dev.sluice.gateway.testing.RunningGateway;
import dev.sluice.gateway.testing.SignedDelivery;
import dev.sluice.local.testing.EventLoops;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No processor runs here, so the depth is all that the log holds, and nothing drains. */
class AdmissionIT {
    private static final String SHOP = "one.example";
    private static final String NEIGHBOUR = "two.example";
    private static final String SECRET = "a secret";
    private static long depth;

    @BeforeAll
    static void someEventsAreInTheLog() {
        EventLoops.watch();
        try (RunningGateway gateway = started()) {
            for (int i = 0; i < 5; i++) {
                assertThat(send(gateway, SHOP, "orders/create").statusCode()).isEqualTo(200);
            }
            await().atMost(RunningGateway.BOUND).until(() -> {
                QueueSnapshot queue = queue(gateway);
                depth = queue.depth();
                return queue.inFlight() == 0 && depth >= 5;
            });
        }
    }

    @AfterEach
    void nothingBlockedAnEventLoop() {
        assertThat(EventLoops.takeBlocking()).isEmpty();
    }

    private static RunningGateway started(String... settings) {
        RunningGateway gateway = RunningGateway.start(settings);
        gateway.register(SHOP, SECRET);
        gateway.register(NEIGHBOUR, SECRET);
        return gateway;
    }

    /** Waits until the depth of the log has been sampled. */
    private static RunningGateway startedAt(String state, long low, long high, long hard) {
        RunningGateway gateway = started(
                "sluice.admission.low-mark=" + low,
                "sluice.admission.high-mark=" + high,
                "sluice.admission.hard-mark=" + hard);
        await().atMost(RunningGateway.BOUND)
                .until(() -> queue(gateway).admission().state().equals(state));
        return gateway;
    }

    private static QueueSnapshot queue(RunningGateway gateway) {
        QueueView view = gateway.bean(QueueView.class);
        await().atMost(RunningGateway.BOUND).until(() -> view.latest().isPresent());
        return view.latest().orElseThrow();
    }

    private static HttpResponse<String> send(RunningGateway gateway, String shop, String topic) {
        return SignedDelivery.of(shop, SECRET, topic, "{\"id\":1}").send(gateway);
    }

    private static void assertOverloaded(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"/problems/overloaded\"");
        assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 300L);
    }

    private static void command(RunningGateway gateway) {
        Event command = new Event(
                EventType.COMMAND,
                SHOP,
                "1",
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                "{}".getBytes(UTF_8));
        gateway.bean(CommandLog.class).publish(command).block(RunningGateway.BOUND);
    }

    @Test
    void aboveTheLowMarkALoudShopIsRefusedAndItsNeighbourIsNot() {
        try (RunningGateway gateway = startedAt("sharing", depth - 1, depth + 500, depth + 1_000)) {
            int taken = 0;
            HttpResponse<String> answer = send(gateway, SHOP, "orders/updated");
            while (answer.statusCode() == 200 && taken++ < 400) {
                answer = send(gateway, SHOP, "orders/updated");
            }

            assertOverloaded(answer);
            assertThat(queue(gateway).admission().loudest().get(0).shop()).isEqualTo(SHOP);
            assertThat(send(gateway, NEIGHBOUR, "orders/updated").statusCode()).isEqualTo(200);
            assertThat(send(gateway, SHOP, "orders/create").statusCode()).isEqualTo(200);
            assertThat(gateway.management("/actuator/prometheus").body())
                    .contains("sluice_admission_refused_total{reason=\"share\",traffic=\"other\"}")
                    .contains("sluice_admission_state{state=\"sharing\"} 1.0");
        }
    }

    @Test
    void aboveTheHighMarkNewOrdersAndCommandsAreTakenAndTheRestIsNot() {
        try (RunningGateway gateway = startedAt("overloaded", 1, depth - 1, 10_000_000)) {
            assertOverloaded(send(gateway, SHOP, "orders/updated"));
            assertThat(send(gateway, SHOP, "orders/create").statusCode()).isEqualTo(200);
            command(gateway);
            assertThat(queue(gateway).admission().reasons()).containsExactly("high-mark");
        }
    }

    @Test
    void aboveTheHardMarkNothingIsTaken() {
        try (RunningGateway gateway = startedAt("closed", 1, 2, depth - 1)) {
            assertOverloaded(send(gateway, SHOP, "orders/updated"));
            assertOverloaded(send(gateway, SHOP, "orders/create"));
            assertThatThrownBy(() -> command(gateway)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
                assertThat(refusal.problem().type()).isEqualTo(ProblemType.OVERLOADED);
                assertThat(refusal.problem().retryAfter()).isNotNull();
            });
        }
    }

    @Test
    void aDatabaseWithoutRoomKeepsDeliveriesOut() {
        try (RunningGateway gateway = started("sluice.admission.database-disk-size=1MB")) {
            await().atMost(RunningGateway.BOUND)
                    .until(() -> queue(gateway).admission().reasons().contains("database-disk"));

            assertOverloaded(send(gateway, SHOP, "orders/create"));
            assertThat(queue(gateway).disks().get("database-disk"))
                    .isEqualTo(new DiskSpace(1 << 20, 0, (1 << 20) / 20));
        }
    }

    @Test
    void kafkasDiskIsReadAndABigEnoughDatabaseKeepsNobodyOut() {
        try (RunningGateway gateway =
                started("sluice.admission.database-disk-size=1TB", "sluice.admission.min-free-disk-share=0.000001")) {
            await().atMost(RunningGateway.BOUND)
                    .until(() -> queue(gateway).disks().keySet().containsAll(Set.of("database-disk", "kafka-disk")));

            DiskSpace kafka = requireNonNull(queue(gateway).disks().get("kafka-disk"));
            assertThat(kafka.usableBytes()).isPositive().isLessThanOrEqualTo(kafka.totalBytes());
            DiskSpace database = requireNonNull(queue(gateway).disks().get("database-disk"));
            assertThat(database.usableBytes()).isPositive().isLessThan(database.totalBytes());
            assertThat(queue(gateway).admission().reasons()).isEmpty();
            assertThat(send(gateway, SHOP, "orders/updated").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDatabaseThatIsAwayIsNotWaitedFor() {
        try (RunningGateway gateway =
                RunningGateway.launch("sluice.database.url=postgresql://nobody:x@127.0.0.1:1/none")) {
            await().atMost(RunningGateway.BOUND)
                    .until(() ->
                            "open".equals(gateway.bean(Breakers.class).states().get("postgresql")));

            HttpResponse<String> login = gateway.send(gateway.request("/api/v1/auth/token")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"email\":\"a@example.com\",\"password\":\"none of those\"}"))
                    .build());

            assertThat(login.statusCode()).isEqualTo(503);
            assertThat(login.body()).contains("/problems/database-unavailable");
            assertThat(login.headers().firstValueAsLong("retry-after").orElse(0))
                    .isPositive();
        }
    }
}
