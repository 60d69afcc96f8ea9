package dev.sluice.gateway.admission;

import dev.sluice.gateway.background.BackgroundWork;
import dev.sluice.gateway.breaker.Breakers;
import dev.sluice.gateway.publish.InFlight;
import dev.sluice.gateway.publish.LogReader;
import dev.sluice.gateway.publish.LogReader.LogEnds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Measures the queue in the background and reports it to admission and to operators. */
final class QueueSampler extends BackgroundWork implements QueueView {
    private static final Logger log = LoggerFactory.getLogger(QueueSampler.class);
    private static final Duration LONGEST_SAMPLE = Duration.ofSeconds(4);
    private static final double LEAST_PART = 0.1;

    private final LogReader reader;
    private final ProgressReader progress;
    private final InFlight inFlight;
    private final AdmissionController controller;
    private final AdmissionLog changes;
    private final DiskSampler disks;
    private final Breakers breakers;
    private final Duration interval;
    private final Clock clock;
    private RateMeter accepted = RateMeter.NONE;
    private RateMeter applied = RateMeter.NONE;
    private RateMeter published = RateMeter.NONE;
    private boolean unreadable;
    private volatile @Nullable Sample latest;

    QueueSampler(
            LogReader reader,
            ProgressReader progress,
            InFlight inFlight,
            AdmissionController controller,
            AdmissionLog changes,
            DiskSampler disks,
            Breakers breakers,
            Duration interval,
            Clock clock) {
        this.reader = reader;
        this.progress = progress;
        this.inFlight = inFlight;
        this.controller = controller;
        this.changes = changes;
        this.disks = disks;
        this.breakers = breakers;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public Optional<QueueSnapshot> latest() {
        return Optional.ofNullable(latest).map(this::snapshot);
    }

    private QueueSnapshot snapshot(Sample sample) {
        return new QueueSnapshot(
                sample.depth,
                sample.partitions,
                sample.acceptedPerSecond,
                sample.appliedPerSecond,
                sample.inFlight,
                sample.drainSeconds,
                controller.status(),
                disks.latest(),
                breakers.states(),
                sample.at);
    }

    /** Events that the processor takes from the queue each second, as of the last sample; 0 until one is there. */
    double drainPerSecond() {
        Sample sample = latest;
        return sample == null ? 0 : sample.appliedPerSecond;
    }

    /** Events that wait, as of the last sample; -1 until one is there. */
    long depth() {
        Sample sample = latest;
        return sample == null ? -1 : sample.depth;
    }

    @Override
    protected Mono<Void> run() {
        return Mono.defer(this::sample)
                .timeout(LONGEST_SAMPLE)
                .onErrorResume(this::notSampled)
                .then(Mono.delay(interval))
                .repeat()
                .then();
    }

    private Mono<Void> sample() {
        return reader.ends()
                .flatMapIterable(topics -> topics)
                .concatMap(topic -> next(topic).map(next -> depths(topic, next)))
                .concatMapIterable(depths -> depths)
                .sort(Comparator.comparing(PartitionDepth::topic).thenComparing(PartitionDepth::partition))
                .collectList()
                .doOnNext(this::sampled)
                .then();
    }

    /** What the database says counts; while it is away, the offsets that the processor committed to the log. */
    private Mono<Map<Integer, Long>> next(LogEnds ends) {
        return progress.nextOffsets(ends.topicId()).onErrorResume(databaseAway -> reader.committed(ends.topic()));
    }

    private static List<PartitionDepth> depths(LogEnds ends, Map<Integer, Long> next) {
        return ends.endOffsets().entrySet().stream()
                .map(end -> depth(ends.topic(), end.getKey(), end.getValue(), next.getOrDefault(end.getKey(), 0L)))
                .toList();
    }

    private void sampled(List<PartitionDepth> partitions) {
        long now = System.nanoTime();
        int flying = inFlight.events();
        long depth = partitions.stream().mapToLong(PartitionDepth::lag).sum() + flying;
        accepted = accepted.sampled(sum(partitions, true), now);
        applied = applied.sampled(sum(partitions, false), now);
        published = published.sampled(inFlight.total(), now);
        controller.sampled(depth, applied.perSecond(), part());
        changes.look();
        unreadable = false;
        latest = new Sample(
                depth,
                partitions,
                accepted.perSecond(),
                applied.perSecond(),
                flying,
                drainSeconds(depth),
                clock.instant());
    }

    /**
     * Of what comes into the log, by this gateway: its part of the capacity when there are others. Never so small that a
     * gateway that has just started could not get in.
     */
    private double part() {
        double all = accepted.perSecond();
        return all <= 0 ? 1 : Math.max(LEAST_PART, Math.min(1, published.perSecond() / all));
    }

    private static PartitionDepth depth(String topic, int partition, long end, long next) {
        return new PartitionDepth(topic, partition, end, next, Math.max(0, end - next));
    }

    private static long sum(List<PartitionDepth> partitions, boolean ends) {
        return partitions.stream()
                .mapToLong(partition -> ends ? partition.endOffset() : partition.nextOffset())
                .sum();
    }

    private @Nullable Long drainSeconds(long depth) {
        if (depth == 0) {
            return 0L;
        }
        double shrinking = applied.perSecond() - accepted.perSecond();
        return shrinking <= 0 ? null : (Long) (long) Math.ceil(depth / shrinking);
    }

    private Mono<Void> notSampled(Throwable failure) {
        if (!unreadable) {
            log.warn("the queue's depth cannot be read reason={}", failure.toString());
        }
        unreadable = true;
        controller.notSampled();
        changes.look();
        return Mono.empty();
    }

    private record Sample(
            long depth,
            List<PartitionDepth> partitions,
            double acceptedPerSecond,
            double appliedPerSecond,
            int inFlight,
            @Nullable Long drainSeconds,
            Instant at) {}
}
