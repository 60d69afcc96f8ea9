package dev.sluice.gateway.server;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Puts the limits on the server that deliveries, staff and storefronts use; not on the management port. */
final class ServerLimits implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private final ServerSettings settings;
    private final Draining draining;
    private final AtomicInteger connections = new AtomicInteger();

    ServerLimits(ServerSettings settings, Draining draining) {
        this.settings = settings;
        this.draining = draining;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(this::limited);
    }

    private HttpServer limited(HttpServer server) {
        return server.doOnBound(bound -> draining.listensOn(bound.channel()))
                .doOnChannelInit((observer, channel, address) -> limited(channel));
    }

    private void limited(Channel channel) {
        if (connections.incrementAndGet() > settings.maxConnections()) {
            channel.close();
        } else {
            channel.pipeline()
                    .addAfter(NettyPipeline.HttpCodec, "sluice.requestTimeouts", new RequestTimeouts(settings))
                    .addAfter("sluice.requestTimeouts", "sluice.lingeringClose", new LingeringClose());
        }
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    }

    int connections() {
        return connections.get();
    }
}
