package dev.sluice.gateway.webhook;

import dev.sluice.gateway.admission.Admission;
import dev.sluice.gateway.dedup.DeduplicationHint;
import dev.sluice.gateway.problem.ProblemWriter;
import dev.sluice.gateway.publish.EventPublisher;
import dev.sluice.gateway.tenant.ShopDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    SignatureVerifier signatureVerifier(ShopDirectory shops) {
        return new SignatureVerifier(shops);
    }

    @Bean
    WarmUp warmUp(SignatureVerifier signatures) {
        return new WarmUp(signatures);
    }

    @Bean
    WebhookEndpoint webhookEndpoint(
            SignatureVerifier signatures,
            Admission admission,
            DeduplicationHint hint,
            EventPublisher publisher,
            WebhookSettings settings,
            ProblemWriter problems,
            MeterRegistry meters) {
        BodyBudget budget = new BodyBudget(settings.maxBodiesSize().toBytes());
        Gauge.builder("sluice.gateway.bodies.bytes", budget, BodyBudget::used)
                .description("Bytes of bodies that are being received or wait for their ack")
                .register(meters);
        DeliveryMetrics metrics = new DeliveryMetrics(meters);
        Deliveries deliveries = new Deliveries(signatures, admission, hint, publisher, metrics, Clock.systemUTC());
        return new WebhookEndpoint(deliveries, budget, settings, problems, metrics);
    }

    @Bean
    WebHttpHandlerBuilderCustomizer webhookFirst(WebhookEndpoint endpoint) {
        return builder -> builder.httpHandlerDecorator(endpoint::before);
    }
}
