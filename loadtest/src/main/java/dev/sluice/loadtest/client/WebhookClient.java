package dev.sluice.loadtest.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.netty.resources.LoopResources;

/**
 * Sends calls over a fixed number of kept-alive connections, each with one call under way (a closed loop). Built straight
 * on netty, because a load generator that costs more than the gateway would measure itself.
 */
public final class WebhookClient implements AutoCloseable {

    /**
     * @param connections 1 to 10,000
     * @param attempts of one call at most; 1 repeats nothing
     * @param keepBodies whether {@link Answers} sees the answers' bodies
     */
    public record Settings(URI gateway, int connections, int threads, int attempts, boolean keepBodies) {}

    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final Settings settings;
    private final LoopResources resources;
    private final EventLoopGroup loops;

    public WebhookClient(Settings settings) {
        this.settings = settings;
        this.resources = LoopResources.create("webhook-client", settings.threads(), true);
        // The system's own polling where there is one (epoll, kqueue), as the gateway's server has it.
        this.loops = resources.onClient(true);
    }

    /** A run that was started; {@link #await} tells when every call of the feed has its last word. */
    public static final class Run {
        private final CountDownLatch connections;

        Run(int connections) {
            this.connections = new CountDownLatch(connections);
        }

        void connectionDone() {
            connections.countDown();
        }

        /** Whether all is done; waits that long at most. */
        public boolean await(long time, TimeUnit unit) throws InterruptedException {
            return connections.await(time, unit);
        }
    }

    public Run start(Feed feed, Answers answers) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channelFactory(() -> resources.onChannel(SocketChannel.class, loops))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .remoteAddress(settings.gateway().getHost(), port(settings.gateway()));
        Run run = new Run(settings.connections());
        for (int i = 0; i < settings.connections(); i++) {
            Connection connection = new Connection(bootstrap, loops.next(), settings, feed, answers, run);
            connection.start();
        }
        return run;
    }

    private static int port(URI gateway) {
        return gateway.getPort() < 0 ? 80 : gateway.getPort();
    }

    @Override
    public void close() {
        resources.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(Duration.ofSeconds(5));
    }
}
