package dev.sluice.processor.repair;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** The life of the sweeper and of retention, beside consumption: neither waits for the other. */
@Component
@Profile("!audit")
class RepairRun implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RepairRun.class);

    private final Sweeper sweeper;
    private final Retention retention;
    private final Disposable.Swap running = Disposables.swap();

    RepairRun(Sweeper sweeper, Retention retention) {
        this.sweeper = sweeper;
        this.retention = retention;
    }

    @Override
    public void start() {
        running.update(Flux.merge(sweeper.run(), retention.run())
                .subscribe(done -> {}, error -> log.error("sweeps and retention ended and need a restart", error)));
    }

    @Override
    public void stop() {
        running.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        Disposable current = running.get();
        return current != null && !current.isDisposed();
    }
}
