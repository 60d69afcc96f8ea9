package dev.sluice.loadtest.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.loadtest.client.WebhookRequest;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.stack.Sql;
import dev.sluice.local.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Senders that send too much, too slowly, or all to one place. */
final class InputFaults {
    private static final int LARGE = 20 * 1024 * 1024;
    private static final int LARGE_ROUNDS = 12;
    private static final int SLOW = 2_000;
    private static final int HOT_ORDER = 1;
    private static final int HOT_EVENTS = 10_000;
    private static final long MOST_BODIES_BYTES = 48L * 1024 * 1024;

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "large-bodies",
                        "bodies of 20 MB, announced and in chunks: 413 at constant memory",
                        InputFaults::largeBodies),
                Scenario.of(
                        "slow-connections",
                        "2,000 connections that send a byte now and then are closed within 30 s, others are served",
                        InputFaults::slowConnections),
                Scenario.of(
                        "hot-order",
                        "10,000 events of one order: in order, and other orders are not stalled",
                        InputFaults::hotOrder),
                Scenario.of(
                                "overload",
                                "as much as 96 connections can send, for 8 s, while nothing is applied, at a high mark of"
                                        + " 300 events: 429 at once, and it recovers by itself (short; goodput is not"
                                        + " measured)",
                                InputFaults::overload)
                        .over(96)
                        .at(50));
    }

    private static void largeBodies(Stage stage) throws Exception {
        long gateway = stage.stack().parts().pid(Part.GATEWAY);
        long mostBytes = 0;
        int refused = 0;
        for (int round = 0; round < LARGE_ROUNDS; round++) {
            stage.doing("20 MB, " + (round + 1) + " of " + LARGE_ROUNDS);
            int status = sendLarge(stage.stack().gateway(), round % 2 == 1);
            refused += status == 413 ? 1 : 0;
            stage.expect(status == 413 || status == 0, "20 MB were answered " + status);
            mostBytes = Math.max(mostBytes, metric(stage, "sluice_gateway_bodies_bytes"));
        }
        stage.mended();
        stage.note(refused + " of " + LARGE_ROUNDS + " heard the 413, the others only the end of the connection");
        stage.expect(refused >= LARGE_ROUNDS / 2, "only " + refused + " heard the 413");
        stage.expect(mostBytes <= MOST_BODIES_BYTES, "bodies took " + mostBytes + " bytes");
        stage.expect(gateway == stage.stack().parts().pid(Part.GATEWAY), "the gateway is another process");
        try (Stream<String> log = Files.lines(stage.stack().parts().log(Part.GATEWAY))) {
            stage.expect(log.noneMatch(line -> line.contains("OutOfMemory")), "the gateway ran out of memory");
        }
    }

    /** The answer's status; 0 when the connection ended before it could be read. */
    private static int sendLarge(URI gateway, boolean chunked) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), 4_000);
            socket.setSoTimeout(8_000);
            OutputStream out = socket.getOutputStream();
            String length = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + LARGE;
            out.write(("POST " + WebhookRequest.PATH + " HTTP/1.1\r\nHost: sluice\r\n" + length + "\r\n\r\n")
                    .getBytes(US_ASCII));
            byte[] part = new byte[64 * 1024];
            int sent = 0;
            try {
                while (sent < LARGE && socket.getInputStream().available() == 0) {
                    if (chunked) {
                        out.write((Integer.toHexString(part.length) + "\r\n").getBytes(US_ASCII));
                    }
                    out.write(part);
                    if (chunked) {
                        out.write("\r\n".getBytes(US_ASCII));
                    }
                    sent += part.length;
                }
            } catch (IOException e) {
                // It has heard enough; the answer may still be there.
            }
            return status(socket);
        }
    }

    private static int status(Socket socket) {
        try {
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            return line == null ? 0 : Integer.parseInt(line.split(" ", -1)[1]);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The value of a metric without tags. */
    private static long metric(Stage stage, String name) throws IOException, InterruptedException {
        URI page = URI.create(stage.stack().environment().need("SLUICE_MANAGEMENT_URL") + "/actuator/prometheus");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(page)
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static void slowConnections(Stage stage) throws Exception {
        try (SlowSenders senders = new SlowSenders(stage.stack().gateway(), SLOW)) {
            stage.expect(senders.opened() >= SLOW, "only " + senders.opened() + " connections could be opened");
            Duration closed = senders.run(Duration.ofSeconds(45), left -> stage.doing(left + " slow connections left"));
            stage.note(
                    String.format("the last of %,d slow connections was closed after %d s", SLOW, closed.toSeconds()));
            stage.expect(senders.left() == 0, senders.left() + " slow connections are still open");
            // A request of a byte now and then is given 20 s for its head, or 15 s for its body.
            stage.expect(closed.toSeconds() <= 30, "the last slow connection was closed after " + closed);
        }
        stage.mended();
    }

    private static void hotOrder(Stage stage) throws Exception {
        long begin = System.currentTimeMillis();
        List<Delivery> deliveries = new ArrayList<>();
        for (int step = 1; step <= HOT_EVENTS; step++) {
            String financial = step % 2 == 0 ? "paid" : "pending";
            deliveries.add(stage.bodies().snapshot(HOT_ORDER, step, financial, "", "#hot-" + step));
        }
        stage.doing("10,000 events of one order");
        stage.load().sendAll(deliveries);
        stage.mended();
        stage.expectOf(evidence -> neighbours(stage, begin));
    }

    private static void neighbours(Stage stage, long begin) {
        try {
            long ms = stage.database()
                    .number(Sql.of("faults_slowest_neighbours"), stage.bodies().key(HOT_ORDER), begin);
            stage.note("99 % of the other orders' events were applied within " + ms + " ms");
            stage.expect(ms <= 10_000, "other orders' events took " + ms + " ms to be applied");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The processor is frozen meanwhile, so that however little the senders can bring is many times what is applied. */
    private static void overload(Stage stage) throws Exception {
        stage.load().hold(true);
        stage.stack()
                .configure(Map.of(
                        Part.GATEWAY,
                        Map.of(
                                "SLUICE_ADMISSION_LOW_MARK", "100",
                                "SLUICE_ADMISSION_HIGH_MARK", "300",
                                "SLUICE_ADMISSION_HARD_MARK", "1000")));
        stage.load().hold(false);
        stage.doing("overload");
        stage.stack().freeze(Part.PROCESSOR);
        stage.load().pace(20_000);
        stage.pass(Duration.ofSeconds(8));
        stage.load().hold(true);
        stage.stack().thaw();
        long begin = System.nanoTime();
        stage.doing("the overload is over");
        boolean recovered = stage.await(
                Duration.ofSeconds(30),
                () -> stage.load().sendNow(stage.bodies().probe()).accepted());
        stage.note("deliveries were taken in again after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        stage.expect(recovered, "no delivery was taken in within 30 s of the overload's end");
        stage.load().pace(50);
        stage.load().hold(false);
        stage.mended();
        stage.expectOf(evidence -> {
            long refused = stage.load().sent().stream()
                    .flatMap(sent -> sent.attempts().stream())
                    .filter(attempt -> attempt.status() == 429)
                    .count();
            stage.note(refused + " attempts were answered 429");
            stage.expect(refused > 0, "nothing was refused, so there was no overload");
        });
    }

    private InputFaults() {}
}
