package dev.sluice.loadtest.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.loadtest.client.WebhookRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.IntConsumer;

/** Many connections of one thread that each send a byte every two seconds: half of them of a head, half of a body. */
final class SlowSenders implements AutoCloseable {
    private static final long BYTE_EVERY_NANOS = 2_000_000_000L;
    private static final long POLL_MS = 100;

    private final Selector selector;
    private final long openedAt;
    private int opened;
    private int left;

    SlowSenders(URI gateway, int connections) throws IOException {
        selector = Selector.open();
        byte[] head = ("POST " + WebhookRequest.PATH + " HTTP/1.1\r\nHost: sluice\r\nX-Slow: ").getBytes(US_ASCII);
        byte[] body = ("POST " + WebhookRequest.PATH + " HTTP/1.1\r\nHost: sluice\r\nContent-Length: 1000\r\n\r\n{")
                .getBytes(US_ASCII);
        openedAt = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel;
            try {
                channel = SocketChannel.open(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
            } catch (IOException e) {
                return; // As many as the limit of open files allows.
            }
            channel.write(ByteBuffer.wrap(i % 2 == 0 ? head : body));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            opened++;
            left++;
        }
    }

    int opened() {
        return opened;
    }

    int left() {
        return left;
    }

    /**
     * Sends on until every connection is closed by the other side, or the limit has passed.
     *
     * @param tell hears how many are left
     * @return when the last one was closed, counted from the first
     */
    Duration run(Duration limit, IntConsumer tell) throws IOException {
        long end = openedAt + limit.toNanos();
        long nextByte = System.nanoTime() + BYTE_EVERY_NANOS;
        long lastClosed = openedAt;
        while (left > 0 && System.nanoTime() < end) {
            selector.select(POLL_MS);
            if (readAll()) {
                lastClosed = System.nanoTime();
            }
            if (System.nanoTime() > nextByte) {
                nextByte += BYTE_EVERY_NANOS;
                if (writeAll()) {
                    lastClosed = System.nanoTime();
                }
                tell.accept(left);
            }
        }
        return Duration.ofNanos(lastClosed - openedAt);
    }

    /** Says whether a connection was found closed. */
    private boolean readAll() {
        int before = left;
        ByteBuffer answer = ByteBuffer.allocate(4_096);
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
            SelectionKey key = keys.next();
            keys.remove();
            answer.clear();
            try {
                if (key.isValid() && ((SocketChannel) key.channel()).read(answer) < 0) {
                    closed(key);
                }
            } catch (IOException e) {
                closed(key);
            }
        }
        return left < before;
    }

    private boolean writeAll() {
        int before = left;
        for (SelectionKey key : selector.keys()) {
            try {
                if (key.isValid()) {
                    ((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {'x'}));
                }
            } catch (IOException e) {
                closed(key);
            }
        }
        return left < before;
    }

    private void closed(SelectionKey key) {
        if (key.isValid()) {
            left--;
        }
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            // It is gone.
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
