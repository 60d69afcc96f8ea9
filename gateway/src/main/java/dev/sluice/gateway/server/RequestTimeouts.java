package dev.sluice.gateway.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which a request does not arrive in time: no whole head, a pause within the body, or a body that
 * takes too long altogether. Unlike an idle time-out it is not put off by bytes that trickle in. One timer a connection,
 * while the server's own time-outs would cost a timer and a handler for each request.
 */
final class RequestTimeouts extends ChannelDuplexHandler {
    private static final int CHECKS_PER_TIMEOUT = 4;

    private final long headNanos;
    private final long readNanos;
    private final long bodyNanos;
    private int unanswered;
    private boolean receiving;
    private long waitingSinceNanos;
    private long bodySinceNanos;
    private long lastReadNanos;
    private @Nullable Future<?> timer;

    RequestTimeouts(ServerSettings settings) {
        this.headNanos = settings.headTimeout().toNanos();
        this.readNanos = settings.readTimeout().toNanos();
        this.bodyNanos = settings.bodyTimeout().toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        waitingSinceNanos = System.nanoTime();
        long period = Math.min(headNanos, Math.min(readNanos, bodyNanos)) / CHECKS_PER_TIMEOUT;
        timer = context.executor()
                .scheduleAtFixedRate(() -> closeWhenLate(context), period, period, TimeUnit.NANOSECONDS);
    }

    private void closeWhenLate(ChannelHandlerContext context) {
        long now = System.nanoTime();
        boolean late = receiving
                ? now - lastReadNanos > readNanos || now - bodySinceNanos > bodyNanos
                : unanswered == 0 && now - waitingSinceNanos > headNanos;
        if (late) {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
            receiving = true;
            bodySinceNanos = System.nanoTime();
            lastReadNanos = bodySinceNanos;
        } else if (message instanceof HttpContent) {
            lastReadNanos = System.nanoTime();
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !interim) {
            unanswered = Math.max(0, unanswered - 1);
            waitingSinceNanos = System.nanoTime();
        }
        context.write(message, promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        Future<?> current = timer;
        if (current != null) {
            current.cancel(false);
        }
    }
}
