package dev.sluice.gateway.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets an answer arrive that was given before its request was all there, such as 413. Closing a socket that still has
 * unread bytes resets the connection, and the reset may overtake the answer. So only the sending side is closed at first,
 * and what still comes is thrown away until it ends, for a second at most.
 */
final class LingeringClose extends ChannelDuplexHandler {
    private static final long LONGEST_MILLIS = 1_000;

    private boolean receiving;
    private @Nullable ChannelPromise closing;
    private @Nullable Future<?> end;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing != null) {
            ReferenceCountUtil.release(message);
            if (message instanceof LastHttpContent) {
                finish(context);
            }
            return;
        }
        if (message instanceof HttpRequest) {
            receiving = true;
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (closing != null) {
            context.read();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        boolean unread = receiving && closing == null && context.channel().isActive();
        if (unread && context.channel() instanceof DuplexChannel connection) {
            closing = promise;
            connection.shutdownOutput();
            end = context.executor().schedule(() -> finish(context), LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            context.read();
        } else {
            context.close(promise);
        }
    }

    /** The peer has closed, too. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish(context);
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        finish(context);
    }

    private void finish(ChannelHandlerContext context) {
        ChannelPromise promise = closing;
        Future<?> timer = end;
        if (promise != null && timer != null) {
            end = null;
            timer.cancel(false);
            context.close(promise);
        }
    }
}
