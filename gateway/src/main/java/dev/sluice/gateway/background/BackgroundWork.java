package dev.sluice.gateway.background;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Starts with the application, after all beans are there, and is cancelled when it ends. */
public abstract class BackgroundWork implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);

    private volatile @Nullable Disposable running;

    /** All of the work. Goes on until it is cancelled, through failures too; an error ends it for good. */
    protected abstract Mono<Void> run();

    @Override
    public final void start() {
        running = run().subscribe(
                        unused -> {},
                        error -> log.error("{} has ended", getClass().getSimpleName(), error));
    }

    @Override
    public final void stop() {
        Disposable current = running;
        if (current != null) {
            current.dispose();
        }
        running = null;
    }

    @Override
    public final boolean isRunning() {
        return running != null;
    }
}
