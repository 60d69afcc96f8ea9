package dev.sluice.gateway.admission;

import dev.sluice.gateway.admission.Verdict.Reason;
import dev.sluice.gateway.breaker.Breakers;
import dev.sluice.gateway.publish.InFlight;
import dev.sluice.gateway.publish.LogReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    AdmissionController admissionController(AdmissionSettings settings) {
        return new AdmissionController(
                settings.marks(),
                new InFlightBound(
                        settings.maxInFlight(), settings.maxInFlightSize().toBytes()),
                settings.holdLastSample().toNanos(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    @Bean
    AdmissionLog admissionLog(AdmissionController controller) {
        return new AdmissionLog(controller);
    }

    @Bean
    Admission admission(AdmissionController controller, InFlight inFlight, MeterRegistry meters) {
        return new Admission(controller, inFlight, meters);
    }

    @Bean
    DiskSampler diskSampler(
            LogReader log,
            DatabaseClient database,
            AdmissionController controller,
            AdmissionLog changes,
            AdmissionSettings settings,
            MeterRegistry meters) {
        Map<Reason, DiskReader> readers = new EnumMap<>(Reason.class);
        readers.put(Reason.KAFKA_DISK, log::disk);
        if (settings.databaseDiskSize().toBytes() > 0) {
            readers.put(
                    Reason.DATABASE_DISK,
                    new PostgresDiskReader(database, settings.databaseDiskSize().toBytes()));
        }
        DiskSampler sampler =
                new DiskSampler(readers, settings::leastFree, controller, changes, settings.diskInterval());
        for (Reason disk : readers.keySet()) {
            Gauge.builder("sluice.admission.disk.usable", sampler, disks -> usable(disks, disk))
                    .description("What can still be written to a disk, as last read; -1 while it is not known")
                    .baseUnit("bytes")
                    .tag("disk", disk.token())
                    .register(meters);
        }
        return sampler;
    }

    private static long usable(DiskSampler disks, Reason disk) {
        DiskSpace space = disks.latest().get(disk.token());
        return space == null ? -1 : space.usableBytes();
    }

    @Bean
    QueueSampler queueSampler(
            LogReader reader,
            DatabaseClient database,
            InFlight inFlight,
            AdmissionController controller,
            AdmissionLog changes,
            DiskSampler disks,
            Breakers breakers,
            AdmissionSettings settings,
            MeterRegistry meters) {
        QueueSampler sampler = new QueueSampler(
                reader,
                new PostgresProgressReader(database),
                inFlight,
                controller,
                changes,
                disks,
                breakers,
                settings.sampleInterval(),
                Clock.systemUTC());
        register(meters, sampler, controller);
        Gauge.builder("sluice.admission.in.flight", inFlight, InFlight::events)
                .description("Publishes that wait for their ack")
                .register(meters);
        Gauge.builder("sluice.admission.in.flight.bytes", inFlight, InFlight::bytes)
                .baseUnit("bytes")
                .register(meters);
        return sampler;
    }

    private static void register(MeterRegistry meters, QueueSampler sampler, AdmissionController controller) {
        Gauge.builder("sluice.admission.depth", sampler, QueueSampler::depth)
                .description("Events that are accepted but not applied; -1 until it is known")
                .register(meters);
        Gauge.builder("sluice.admission.drain", sampler, QueueSampler::drainPerSecond)
                .description("Events that the processor takes from the queue each second")
                .register(meters);
        Gauge.builder("sluice.admission.overloaded", controller, c -> c.isOverloaded() ? 1 : 0)
                .description("1 while the queue is above its high mark, or not yet back at the low one")
                .register(meters);
        Gauge.builder("sluice.admission.share", controller, AdmissionController::sharePerSecond)
                .description("Most events a second that one shop gets through this gateway while shares count")
                .register(meters);
        for (Pressure pressure : Pressure.values()) {
            Gauge.builder("sluice.admission.state", controller, c -> c.pressure() == pressure ? 1 : 0)
                    .description("1 for the state that admission is in")
                    .tag("state", pressure.token())
                    .register(meters);
        }
    }
}
