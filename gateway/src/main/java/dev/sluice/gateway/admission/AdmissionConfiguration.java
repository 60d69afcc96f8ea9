package dev.sluice.gateway.admission;

import dev.sluice.gateway.publish.InFlight;
import dev.sluice.gateway.publish.LogReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
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
                new HighMark(settings.lowMark(), settings.highMark(), false),
                settings.maxInFlight(),
                settings.maxInFlightSize().toBytes(),
                settings.holdLastSample().toNanos(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    @Bean
    Admission admission(AdmissionController controller, InFlight inFlight, MeterRegistry meters) {
        return new Admission(controller, inFlight, meters);
    }

    @Bean
    QueueSampler queueSampler(
            LogReader reader,
            DatabaseClient database,
            InFlight inFlight,
            AdmissionController controller,
            AdmissionSettings settings,
            MeterRegistry meters) {
        QueueSampler sampler = new QueueSampler(
                reader,
                new PostgresProgressReader(database),
                inFlight,
                controller,
                settings.sampleInterval(),
                Clock.systemUTC());
        Gauge.builder(
                        "sluice.admission.depth",
                        sampler,
                        view -> view.latest().map(QueueSnapshot::depth).orElse(-1L))
                .description("Events that are accepted but not applied; -1 until it is known")
                .register(meters);
        Gauge.builder("sluice.admission.overloaded", controller, c -> c.isOverloaded() ? 1 : 0)
                .description("1 while deliveries are refused because of the queue's depth")
                .register(meters);
        Gauge.builder("sluice.admission.in.flight", inFlight, InFlight::events)
                .description("Publishes that wait for their ack")
                .register(meters);
        Gauge.builder("sluice.admission.in.flight.bytes", inFlight, InFlight::bytes)
                .baseUnit("bytes")
                .register(meters);
        return sampler;
    }
}
