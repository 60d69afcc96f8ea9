package dev.sluice.gateway.server;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How the gateway goes down. It calls itself not ready, goes on taking connections and requests for a while, and asks with
 * every answer to close the connection. Then it takes no more connections, still answers on those it has, and ends when
 * nothing is being answered. A server that closed its connections at once would meet requests that are on their way.
 */
final class Draining implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Draining.class);

    /** What was accepted last gets this long to send its request. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private static final Duration CHECK = Duration.ofMillis(50);

    /** Above the longest time that an answer may take. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(8);

    private final ApplicationContext context;
    private final Duration pause;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile @Nullable Channel listener;
    private volatile boolean running;
    private volatile boolean draining;

    Draining(ApplicationContext context, Duration pause) {
        this.context = context;
        this.pause = pause;
    }

    /** The socket that takes connections in. */
    void listensOn(Channel channel) {
        listener = channel;
    }

    HttpHandler around(HttpHandler handler) {
        return (request, response) -> {
            if (draining) {
                response.getHeaders().set(HttpHeaders.CONNECTION, "close");
            }
            unanswered.incrementAndGet();
            return handler.handle(request, response).doFinally(signal -> unanswered.decrementAndGet());
        };
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable stopped) {
        log.info("going down pause_ms={}", pause.toMillis());
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        draining = true;
        Mono.delay(pause)
                .doOnNext(passed -> takeNoMoreConnections())
                .then(Mono.delay(LINGER))
                .then(untilAnswered())
                .doFinally(signal -> end(stopped))
                .subscribe(unused -> {}, failure -> log.warn("requests remain unanswered={}", unanswered.get()));
    }

    private void takeNoMoreConnections() {
        Channel current = listener;
        if (current != null) {
            current.close();
        }
    }

    private Mono<Void> untilAnswered() {
        return Flux.interval(Duration.ZERO, CHECK)
                .takeUntil(tick -> unanswered.get() == 0)
                .then()
                .timeout(LONGEST_ANSWER);
    }

    private void end(Runnable stopped) {
        running = false;
        stopped.run();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server stops. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
