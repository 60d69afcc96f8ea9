package dev.sluice.loadtest.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.contract.Outcome;
import dev.sluice.local.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Kafka, Redis and PostgreSQL freeze, die, stop and lose what they know. */
final class ServerFaults {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(10);

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "kafka-frozen",
                        "SIGSTOP for 30 s: 503 within 4 s or a late ack, never a 2xx without one",
                        stage -> frozen(stage, Part.KAFKA, LONG)),
                Scenario.of("kafka-killed", "SIGKILL, 5 s down, started again", stage -> {
                    stage.stack().kill(Part.KAFKA);
                    restartAfter(stage, Part.KAFKA, Duration.ofSeconds(5));
                }),
                Scenario.of(
                        "kafka-restarted",
                        "SIGTERM, started again",
                        stage -> stopped(stage, Part.KAFKA, Duration.ZERO)),
                Scenario.of("redis-stopped", "Redis is away for 10 s: deliveries are not affected", stage -> {
                    stopped(stage, Part.REDIS, SHORT);
                    unaffected(stage);
                }),
                Scenario.of("redis-frozen", "SIGSTOP for 10 s: deliveries are not affected", stage -> {
                    frozen(stage, Part.REDIS, SHORT);
                    unaffected(stage);
                }),
                Scenario.of(
                                "redis-flushed",
                                "FLUSHALL, as after the hints' time to live; then everything is sent a second time",
                                ServerFaults::flushed)
                        .keeping(),
                Scenario.of(
                                "postgres-stopped",
                                "PostgreSQL is away for 30 s at 1,000 deliveries a second: all are taken in, the lag"
                                        + " drains, no event is blamed",
                                stage -> {
                                    stopped(stage, Part.POSTGRES, LONG);
                                    unaffected(stage);
                                })
                        .at(1_000)
                        .over(48),
                Scenario.of("postgres-restarted", "a fast stop and a start, twice", stage -> {
                    for (int i = 0; i < 2; i++) {
                        stopped(stage, Part.POSTGRES, Duration.ZERO);
                        stage.pass(Duration.ofSeconds(3));
                    }
                    unaffected(stage);
                }),
                Scenario.of("postgres-killed", "SIGKILL, started again: it recovers from its log", stage -> {
                    stage.stack().kill(Part.POSTGRES);
                    restartAfter(stage, Part.POSTGRES, Duration.ofSeconds(2));
                    unaffected(stage);
                }),
                Scenario.of("postgres-frozen", "SIGSTOP to all of its processes for 15 s", stage -> {
                    frozen(stage, Part.POSTGRES, Duration.ofSeconds(15));
                    unaffected(stage);
                }),
                Scenario.of(
                                "all-killed",
                                "SIGKILL to all five processes at once; all are started again",
                                ServerFaults::allKilled)
                        .breaking());
    }

    private static void frozen(Stage stage, Part part, Duration time) throws Exception {
        stage.doing(part.token() + " is frozen");
        stage.stack().freeze(part);
        stage.pass(time);
        stage.stack().thaw();
        stage.mended();
    }

    private static void stopped(Stage stage, Part part, Duration time) throws Exception {
        stage.doing("stopping " + part.token());
        stage.stack().parts().stop(part);
        restartAfter(stage, part, time);
    }

    private static void restartAfter(Stage stage, Part part, Duration time) throws Exception {
        stage.doing(part.token() + " is down");
        stage.pass(time);
        stage.mended();
        stage.stack().parts().start(part);
    }

    /** Every delivery was answered 2xx at once, as far as the fault is concerned, and no event was blamed for it. */
    static void unaffected(Stage stage) {
        stage.expectOf(evidence -> {
            long refused = stage.load().attempts() - stage.load().acceptedAttempts();
            stage.expect(refused == 0, refused + " attempts were refused, though deliveries do not need this");
            long blamed = evidence.count(Outcome.DEAD_LETTERED);
            stage.expect(blamed == 0, blamed + " events were made dead letters");
        });
    }

    private static void flushed(Stage stage) throws Exception {
        stage.pass(Duration.ofSeconds(3));
        stage.load().stop();
        flushAll(stage);
        stage.mended();
        stage.doing("everything is sent again");
        stage.load().repeatAccepted();
        // Of those that came twice before, the second is known by the hint again.
        long different =
                stage.load().sent().stream().map(Sent::identity).distinct().count();
        stage.expectOf(evidence -> stage.expect(
                evidence.count(Outcome.DUPLICATE) >= different,
                "of " + different + " deliveries that were sent again only " + evidence.count(Outcome.DUPLICATE)
                        + " were found as duplicates"));
    }

    static void flushAll(Stage stage) throws IOException {
        URI redis = URI.create(stage.stack().environment().need("SLUICE_REDIS_URL"));
        String password = redis.getUserInfo().substring(redis.getUserInfo().indexOf(':') + 1);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(redis.getHost(), redis.getPort()), 2_000);
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(("AUTH " + password + "\r\nFLUSHALL\r\n").getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            String answers = new String(in.readNBytes("+OK\r\n+OK\r\n".length()), US_ASCII);
            stage.expect(answers.equals("+OK\r\n+OK\r\n"), "FLUSHALL was answered " + answers);
        }
    }

    private static void allKilled(Stage stage) throws Exception {
        stage.passUpTo(Duration.ofSeconds(2));
        List<Part> all = List.of(Part.GATEWAY, Part.PROCESSOR, Part.KAFKA, Part.REDIS, Part.POSTGRES);
        for (Part part : all) {
            stage.stack().kill(part);
        }
        stage.mended();
        stage.doing("all is down and starts again");
        stage.stack().mend();
    }

    private ServerFaults() {}
}
