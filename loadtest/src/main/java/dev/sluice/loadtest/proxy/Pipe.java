package dev.sluice.loadtest.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: what is read on one channel is written to the other when its time has come. */
final class Pipe extends ChannelInboundHandlerAdapter {
    /** What may be on its way at most; above it the sender is not read. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final TcpProxy proxy;
    private volatile @Nullable Channel from;
    private volatile @Nullable Channel to;
    private int underWay;
    private long lineFreeAt = System.nanoTime();

    Pipe(TcpProxy proxy) {
        this.proxy = proxy;
    }

    void join(Channel source, Channel sink) {
        from = source;
        to = sink;
        lineChanged();
    }

    /** Reads on, or not, as the line and what is under way allow. */
    void lineChanged() {
        Channel source = from;
        if (source != null && !source.eventLoop().inEventLoop()) {
            source.eventLoop().execute(this::lineChanged);
        } else if (source != null) {
            source.config().setAutoRead(!proxy.line().stalled() && underWay < MOST_BYTES);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        int size = bytes.readableBytes();
        long now = System.nanoTime();
        Line line = proxy.line();
        lineFreeAt = Math.max(lineFreeAt, now) + line.nanosFor(size);
        underWay += size;
        lineChanged();
        later(context, lineFreeAt - now + line.latency().toNanos(), () -> pass(bytes, size));
    }

    private void pass(ByteBuf bytes, int size) {
        Channel sink = to;
        if (sink == null || !sink.isActive()) {
            bytes.release();
            return;
        }
        sink.writeAndFlush(bytes).addListener(done -> {
            underWay -= size;
            lineChanged();
        });
    }

    /** In the order in which it was read: an event loop runs tasks of the same time in theirs. */
    private static void later(ChannelHandlerContext context, long nanos, Runnable task) {
        if (nanos <= 0) {
            task.run();
        } else {
            context.executor().schedule(task, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** The sender has said all; the other direction may go on. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent && to instanceof DuplexChannel sink) {
            later(
                    context,
                    lineFreeAt - System.nanoTime() + proxy.line().latency().toNanos(),
                    sink::shutdownOutput);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        proxy.left(this);
        Channel sink = to;
        if (sink != null) {
            later(
                    context,
                    lineFreeAt - System.nanoTime() + proxy.line().latency().toNanos(),
                    sink::close);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        TcpProxy.reset(context.channel());
        Channel sink = to;
        if (sink != null) {
            TcpProxy.reset(sink);
        }
    }

    void reset() {
        Channel source = from;
        Channel sink = to;
        if (source != null) {
            TcpProxy.reset(source);
        }
        if (sink != null) {
            TcpProxy.reset(sink);
        }
    }
}
