package dev.sluice.loadtest.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;

/** Gets pages over one kept-alive connection; blocks, and costs little beside what it measures. */
final class HttpPage implements Page {
    private static final int TIMEOUT_MS = 30_000;
    private static final int CHUNK = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final URI gateway;
    private final String token;
    private final Supplier<String> paths;
    private final byte[] buffer = new byte[CHUNK];

    /** @param paths with their query, one for each page */
    HttpPage(URI gateway, String token, Supplier<String> paths) throws IOException {
        this.gateway = gateway;
        this.token = token;
        this.paths = paths;
        socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new BufferedInputStream(socket.getInputStream(), CHUNK);
        out = socket.getOutputStream();
    }

    @Override
    public int read() throws IOException {
        String head = "GET " + paths.get() + " HTTP/1.1\r\nHost: " + gateway.getRawAuthority()
                + "\r\nAuthorization: Bearer " + token + "\r\nAccept: application/json\r\n\r\n";
        out.write(head.getBytes(US_ASCII));
        String status = line();
        int length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).trim());
            }
        }
        if (!status.startsWith("HTTP/1.1 200 ") || length < 0) {
            throw new IOException("a page was answered " + status);
        }
        for (int left = length; left > 0; ) {
            int read = in.read(buffer, 0, Math.min(left, CHUNK));
            if (read < 0) {
                throw new IOException("a page ended early");
            }
            left -= read;
        }
        return length;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
