package dev.sluice.loadtest.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.loadtest.client.WebhookRequest;
import dev.sluice.loadtest.faults.Attempt.Ending;
import dev.sluice.loadtest.samples.Delivery;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kept-alive connection of a sender. Plain sockets, because what matters here is how exactly an attempt ended, and
 * libraries try again by themselves. For one thread.
 */
final class HttpSocket implements AutoCloseable {
    /** Twice what any answer may take. */
    private static final int ANSWER_LIMIT_MS = 8_000;

    private static final int CONNECT_LIMIT_MS = 4_000;
    private static final long IDLE_NANOS = 200_000_000L;
    private static final int LONGEST_BODY = 64 * 1024;
    private static final Pattern WORD = Pattern.compile("\"status\"\\s*:\\s*\"([a-z]+)\"");

    private final URI gateway;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private long usedAt;

    HttpSocket(URI gateway) {
        this.gateway = gateway;
    }

    /** @param closing the server will close the connection */
    private record Answer(int status, String body, boolean closing) {}

    /** Sends a delivery once; connects before when there is no connection. */
    Attempt send(Delivery delivery, String secret, long scenarioStart) {
        byte[] request = request(delivery, secret);
        long begin = System.nanoTime();
        Socket open;
        try {
            open = connected();
        } catch (IOException e) {
            close();
            return ended(begin, scenarioStart, Ending.NOT_CONNECTED, 0, "");
        }
        try {
            OutputStream out = open.getOutputStream();
            out.write(request);
            Answer answer = read();
            usedAt = System.nanoTime();
            if (answer.closing()) {
                close();
            }
            Matcher word = WORD.matcher(answer.body());
            return ended(
                    begin,
                    scenarioStart,
                    Ending.ANSWERED,
                    answer.status(),
                    word.find() ? String.valueOf(word.group(1)) : "");
        } catch (SocketTimeoutException e) {
            close();
            return ended(begin, scenarioStart, Ending.SILENT, 0, "");
        } catch (IOException e) {
            close();
            return ended(begin, scenarioStart, Ending.BROKEN, 0, "");
        }
    }

    private static Attempt ended(long begin, long scenarioStart, Ending ending, int status, String word) {
        return new Attempt(begin - scenarioStart, System.nanoTime() - begin, ending, status, word);
    }

    private byte[] request(Delivery delivery, String secret) {
        StringBuilder head = new StringBuilder("POST " + WebhookRequest.PATH + " HTTP/1.1\r\nHost: ")
                .append(gateway.getRawAuthority())
                .append("\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(delivery.body().length)
                .append("\r\nX-Shopify-Webhook-Id: ")
                .append(delivery.webhookId())
                .append("\r\n");
        List<String> headers = WebhookRequest.headers(delivery, secret);
        for (int i = 0; i < headers.size(); i += 2) {
            head.append(headers.get(i)).append(": ").append(headers.get(i + 1)).append("\r\n");
        }
        byte[] top = head.append("\r\n").toString().getBytes(US_ASCII);
        byte[] request = new byte[top.length + delivery.body().length];
        System.arraycopy(top, 0, request, 0, top.length);
        System.arraycopy(delivery.body(), 0, request, top.length, delivery.body().length);
        return request;
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open != null && (System.nanoTime() - usedAt < IDLE_NANOS || !hasEnded(open))) {
            return open;
        }
        close();
        Socket fresh = new Socket();
        socket = fresh;
        fresh.setTcpNoDelay(true);
        fresh.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), CONNECT_LIMIT_MS);
        fresh.setSoTimeout(ANSWER_LIMIT_MS);
        in = new BufferedInputStream(fresh.getInputStream());
        usedAt = System.nanoTime();
        return fresh;
    }

    /** Whether the server has closed the connection while it was idle. */
    private boolean hasEnded(Socket open) {
        InputStream stream = in;
        try {
            open.setSoTimeout(1);
            boolean ended = stream == null || stream.read() != Integer.MIN_VALUE;
            open.setSoTimeout(ANSWER_LIMIT_MS);
            return ended;
        } catch (SocketTimeoutException e) {
            try {
                open.setSoTimeout(ANSWER_LIMIT_MS);
                return false;
            } catch (IOException broken) {
                return true;
            }
        } catch (IOException e) {
            return true;
        }
    }

    private Answer read() throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2) {
            throw new IOException("no HTTP");
        }
        int length = 0;
        boolean closing = false;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("connection:")) {
                closing = lower.contains("close");
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            }
        }
        String body = chunked ? chunks() : exactly(length);
        return new Answer(Integer.parseInt(status[1]), body, closing);
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        int size = Integer.parseInt(line(), 16);
        while (size > 0) {
            body.append(exactly(size));
            line();
            size = Integer.parseInt(line(), 16);
        }
        line();
        return body.toString();
    }

    private String exactly(int bytes) throws IOException {
        if (bytes > LONGEST_BODY) {
            throw new IOException("an answer of " + bytes + " bytes");
        }
        byte[] read = stream().readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException();
        }
        return new String(read, ISO_8859_1);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = stream().read(); c != '\n'; c = stream().read()) {
            if (c < 0 || line.length() > 8_192) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private InputStream stream() throws IOException {
        InputStream stream = in;
        if (stream == null) {
            throw new EOFException();
        }
        return stream;
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is given up either way.
            }
        }
    }
}
