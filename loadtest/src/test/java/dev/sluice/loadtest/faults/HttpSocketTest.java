package dev.sluice.loadtest.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadtest.faults.Attempt.Ending;
import dev.sluice.loadtest.samples.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HttpSocketTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"status\":\"accepted\"}";

    private final AtomicInteger connections = new AtomicInteger();
    private final Delivery delivery = new Bodies("a.example", "run", 1).probe();
    private ServerSocket server;
    private HttpSocket socket;
    private volatile String answer = OK;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "server");
        thread.setDaemon(true);
        thread.start();
        socket = new HttpSocket(URI.create("http://127.0.0.1:" + server.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                connections.incrementAndGet();
                InputStream in = connection.getInputStream();
                boolean closing = false;
                while (!closing && requestRead(in)) {
                    connection.getOutputStream().write(answer.getBytes(US_ASCII));
                    closing = answer.isEmpty() || answer.contains("close");
                }
            } catch (IOException e) {
                // The next one.
            }
        }
    }

    /** Reads to the end of the body, which is the only place with this many bytes. */
    private boolean requestRead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                return false;
            }
            head.append((char) c);
        }
        return in.readNBytes(delivery.body().length).length == delivery.body().length;
    }

    private Attempt send() {
        return socket.send(delivery, "secret", System.nanoTime());
    }

    @Test
    void an_answer_is_read_with_its_word_and_the_connection_kept() {
        assertThat(send()).matches(Attempt::accepted).extracting(Attempt::word).isEqualTo("accepted");
        assertThat(send()).matches(Attempt::accepted);
        assertThat(connections).hasValue(1);
    }

    @Test
    void a_connection_that_the_server_closes_is_not_used_again() {
        answer = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
        assertThat(send().status()).isEqualTo(503);
        answer = OK;
        assertThat(send()).matches(Attempt::accepted);
        assertThat(connections).hasValue(2);
    }

    @Test
    void an_answer_in_chunks_is_read() {
        answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{\"status\":\"\r\na\r\naccepted\"}\r\n0\r\n\r\n";
        assertThat(send().word()).isEqualTo("accepted");
        assertThat(send()).matches(Attempt::accepted);
        assertThat(connections).hasValue(1);
    }

    @Test
    void a_connection_that_ends_without_an_answer_is_broken() {
        answer = "";
        assertThat(send().ending()).isEqualTo(Ending.BROKEN);
    }

    @Test
    void nobody_listening_is_no_connection() throws IOException {
        server.close();
        assertThat(send().ending()).isEqualTo(Ending.NOT_CONNECTED);
    }
}
