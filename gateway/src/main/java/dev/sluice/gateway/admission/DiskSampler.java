package dev.sluice.gateway.admission;

import dev.sluice.gateway.admission.Verdict.Reason;
import dev.sluice.gateway.background.BackgroundWork;
import dev.sluice.gateway.publish.LogReader.Disk;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the servers' disks in the background and reports them to admission and to operators. */
final class DiskSampler extends BackgroundWork {
    private static final Logger log = LoggerFactory.getLogger(DiskSampler.class);
    private static final Duration LONGEST_SAMPLE = Duration.ofSeconds(5);

    /** Intervals for which the last reading counts. */
    private static final int HOLD = 6;

    private final Map<Reason, DiskReader> readers;
    private final LongUnaryOperator leastFree;
    private final AdmissionController controller;
    private final AdmissionLog changes;
    private final Duration interval;
    private final Map<Reason, Integer> failures = new EnumMap<>(Reason.class);
    private final Map<Reason, DiskSpace> latest = new ConcurrentHashMap<>();

    /**
     * @param readers by the reason that stands for the disk
     * @param leastFree bytes that must be free, by the disk's size in bytes
     */
    DiskSampler(
            Map<Reason, DiskReader> readers,
            LongUnaryOperator leastFree,
            AdmissionController controller,
            AdmissionLog changes,
            Duration interval) {
        this.readers = Collections.unmodifiableMap(new EnumMap<>(readers));
        this.leastFree = leastFree;
        this.controller = controller;
        this.changes = changes;
        this.interval = interval;
    }

    /** What is known of the disks, by the token of their reason. Never blocks. */
    Map<String, DiskSpace> latest() {
        Map<String, DiskSpace> disks = new TreeMap<>();
        latest.forEach((reason, space) -> disks.put(reason.token(), space));
        return disks;
    }

    @Override
    protected Mono<Void> run() {
        return Flux.fromIterable(readers.entrySet())
                .concatMap(reader -> sample(reader.getKey(), reader.getValue()))
                .then(Mono.delay(interval))
                .repeat()
                .then();
    }

    private Mono<Void> sample(Reason disk, DiskReader reader) {
        return Mono.defer(reader::read)
                .timeout(LONGEST_SAMPLE)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the server does not tell")))
                .doOnNext(space -> sampled(disk, space))
                .onErrorResume(failure -> notSampled(disk, failure))
                .then();
    }

    private void sampled(Reason reason, Disk disk) {
        long least = leastFree.applyAsLong(disk.totalBytes());
        controller.disk(reason, disk.usableBytes(), least);
        latest.put(reason, new DiskSpace(disk.totalBytes(), disk.usableBytes(), least));
        failures.remove(reason);
        changes.look();
    }

    private Mono<Disk> notSampled(Reason reason, Throwable failure) {
        int count = failures.merge(reason, 1, Integer::sum);
        if (count == 1) {
            log.info("a disk's room cannot be read disk={} reason={}", reason.token(), failure.toString());
        }
        if (count == HOLD) {
            controller.diskUnknown(reason);
            latest.remove(reason);
            changes.look();
        }
        return Mono.empty();
    }
}
