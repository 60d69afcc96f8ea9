package dev.sluice.loadtest.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TcpProxyTest {
    private static final int LIMIT_MS = 10_000;
    private static final int SHORT_MS = 200;

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::serve, "echo");
        server.setDaemon(true);
        server.start();
        proxy = new TcpProxy(0, echo.getLocalPort());
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket connection = echo.accept();
                Thread copy = new Thread(() -> copy(connection), "echo-connection");
                copy.setDaemon(true);
                copy.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void copy(Socket connection) {
        try (connection) {
            connection.getInputStream().transferTo(connection.getOutputStream());
        } catch (IOException e) {
            // The test has ended the connection.
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(LIMIT_MS);
        return socket;
    }

    private static String exchange(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        return new String(socket.getInputStream().readNBytes(text.length()), US_ASCII);
    }

    @Test
    void bytes_pass_unchanged_in_both_directions() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        try (Socket socket = connect()) {
            Thread writer = new Thread(() -> write(socket, bytes), "writer");
            writer.start();
            assertThat(socket.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_sender_that_has_said_all_still_hears_the_answer() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("all".getBytes(US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .isEqualTo("all");
        }
    }

    @Test
    void latency_is_added_each_way_and_keeps_the_order() throws IOException {
        proxy.slow(Duration.ofMillis(150));
        try (Socket socket = connect()) {
            long begin = System.nanoTime();
            assertThat(exchange(socket, "one")).isEqualTo("one");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            for (int i = 0; i < 20; i++) {
                socket.getOutputStream().write('a' + i);
            }
            assertThat(new String(socket.getInputStream().readNBytes(20), US_ASCII))
                    .isEqualTo("abcdefghijklmnopqrst");
        }
    }

    @Test
    void bandwidth_is_kept_to() throws IOException {
        proxy.narrow(20_000);
        try (Socket socket = connect()) {
            long begin = System.nanoTime();
            exchange(socket, "x".repeat(4_000));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void a_stalled_line_passes_nothing_until_it_is_clear_and_ends_no_connection() throws IOException {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, "before")).isEqualTo("before");
            proxy.stall();
            socket.getOutputStream().write("held".getBytes(US_ASCII));
            socket.setSoTimeout(SHORT_MS);
            InputStream in = socket.getInputStream();
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(LIMIT_MS);
            proxy.clear();
            assertThat(new String(in.readNBytes(4), US_ASCII)).isEqualTo("held");
        }
    }

    @Test
    void a_reset_breaks_open_connections_and_takes_new_ones() throws IOException {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, "before")).isEqualTo("before");
            proxy.reset();
            InputStream in = socket.getInputStream();
            assertThatThrownBy(in::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
        try (Socket socket = connect()) {
            assertThat(exchange(socket, "after")).isEqualTo("after");
        }
    }

    @Test
    void a_target_that_is_away_resets_the_client() throws IOException {
        echo.close();
        try (Socket socket = connect()) {
            InputStream in = socket.getInputStream();
            assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
        }
    }
}
