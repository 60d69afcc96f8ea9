package dev.sluice.loadtest.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Forwards connections of 127.0.0.1 to another port there, and does to them what it is told. Changes hold for open
 * connections too. When the target does not take a connection, the client's is reset.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int CONNECT_LIMIT_MS = 3_000;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress target;
    private final Channel listener;
    private volatile Line line = Line.CLEAR;

    /**
     * @param port to listen on; 0 for any
     */
    public TcpProxy(int port, int targetPort) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        accept(client);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .syncUninterruptibly()
                .channel();
    }

    private void accept(Channel client) {
        Pipe toServer = new Pipe(this);
        Pipe toClient = new Pipe(this);
        client.pipeline().addLast(toServer);
        ChannelFuture connecting = new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_LIMIT_MS)
                .handler(toClient)
                .connect(target);
        connecting.addListener(done -> {
            if (done.isSuccess() && !client.isActive()) {
                connecting.channel().close();
            } else if (done.isSuccess()) {
                toServer.join(client, connecting.channel());
                toClient.join(connecting.channel(), client);
                pipes.add(toServer);
                pipes.add(toClient);
            } else {
                reset(client);
            }
        });
    }

    void left(Pipe pipe) {
        pipes.remove(pipe);
    }

    Line line() {
        return line;
    }

    /** The port that it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Open connections. */
    public int connections() {
        return pipes.size() / 2;
    }

    /** Everything takes longer by so much, each way. */
    public void slow(Duration latency) {
        change(new Line(latency, 0, false));
    }

    /** A connection passes so many bytes in a second at most, each way. */
    public void narrow(long bytesPerSecond) {
        change(new Line(Duration.ZERO, bytesPerSecond, false));
    }

    /** Nothing passes any more, and no connection ends: neither side hears that the other is gone. */
    public void stall() {
        change(new Line(Duration.ZERO, 0, true));
    }

    /** All passes again as fast as it can; what was held up comes through. */
    public void clear() {
        change(Line.CLEAR);
    }

    private void change(Line changed) {
        line = changed;
        pipes.forEach(Pipe::lineChanged);
    }

    /** Ends every open connection by a reset in both directions. */
    public void reset() {
        pipes.forEach(Pipe::reset);
    }

    /** Closes with a reset instead of an orderly end. */
    static void reset(Channel channel) {
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            // It has just been closed by somebody else.
            return;
        }
        channel.close();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        reset();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
