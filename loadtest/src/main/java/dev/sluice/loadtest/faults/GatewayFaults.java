package dev.sluice.loadtest.faults;

import dev.sluice.loadtest.faults.FaultStack.Link;
import dev.sluice.local.Part;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** The gateway dies, or is told to end. */
final class GatewayFaults {
    private static final int KILLS = 3;
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                                "gateway-killed",
                                "SIGKILL to the gateway under load, three times; what was under way is sent again",
                                GatewayFaults::killed)
                        .breaking(),
                Scenario.of(
                                "gateway-killed-after-ack",
                                "SIGKILL while acks are on their way back from Kafka: the event is in the log, the"
                                        + " sender hears nothing and sends it again",
                                GatewayFaults::killedAfterAck)
                        .proxied()
                        .breaking(),
                Scenario.of(
                        "gateway-terminated",
                        "SIGTERM under load, twice: it drains; no answer is lost and no connection reset",
                        GatewayFaults::terminated));
    }

    private static void killed(Stage stage) throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            stage.passUpTo(BETWEEN);
            stage.killAndRestart(Part.GATEWAY);
        }
    }

    private static void killedAfterAck(Stage stage) throws Exception {
        stage.stack().proxy(Link.GATEWAY_KAFKA).slow(Duration.ofMillis(300));
        stage.pass(BETWEEN);
        stage.stack().kill(Part.GATEWAY);
        stage.mended();
        stage.stack().proxy(Link.GATEWAY_KAFKA).clear();
        stage.stack().parts().start(Part.GATEWAY);
        stage.expectOf(evidence -> {
            Map<String, Integer> inLog = new HashMap<>();
            evidence.records().forEach(record -> inLog.merge(record.identity(), 1, Integer::sum));
            long ghosts = stage.load().sent().stream()
                    .filter(sent ->
                            sent.attempts().stream().anyMatch(attempt -> attempt.ending() == Attempt.Ending.BROKEN))
                    .filter(sent -> inLog.getOrDefault(sent.identity(), 0) > 1)
                    .count();
            stage.note(ghosts + " were in the log though their sender heard nothing");
            stage.expect(ghosts > 0, "the kill met no delivery between its ack and its answer");
        });
    }

    /**
     * The senders come through something that heeds readiness, as a load balancer does. Without it a connection that the
     * system has taken in for the listening socket is reset when that closes, whatever the gateway does.
     */
    private static void terminated(Stage stage) throws Exception {
        for (int end = 0; end < 2; end++) {
            stage.pass(BETWEEN);
            stage.doing("SIGTERM to the gateway");
            FutureTask<Void> balancer = new FutureTask<>(() -> {
                stage.await(Duration.ofSeconds(30), () -> !stage.stack().parts().ready(Part.GATEWAY));
                stage.load().hold(true);
                return null;
            });
            new Thread(balancer, "balancer").start();
            boolean killed = stage.stack().parts().stop(Part.GATEWAY);
            balancer.get();
            stage.expect(!killed, "the gateway did not end by itself");
            stage.mended();
            stage.stack().parts().start(Part.GATEWAY);
            stage.load().hold(false);
        }
    }

    private GatewayFaults() {}
}
