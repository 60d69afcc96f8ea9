package dev.sluice.gateway.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Hooks;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {
    private static final Logger log = LoggerFactory.getLogger(ServerConfiguration.class);

    /**
     * Errors that nobody waits for any longer are mostly connections that broke after their answer. Strangers can cause
     * them at will, so they must not fill the log.
     */
    ServerConfiguration() {
        Hooks.onErrorDropped(failure -> log.debug("an error came too late for anybody", failure));
    }

    @Bean
    ServerLimits serverLimits(ServerSettings settings, Draining draining) {
        return new ServerLimits(settings, draining);
    }

    @Bean
    Gauge connectionsGauge(ServerLimits limits, MeterRegistry meters) {
        return Gauge.builder("sluice.server.connections", limits, ServerLimits::connections)
                .description("Open connections")
                .register(meters);
    }

    @Bean
    Draining draining(ApplicationContext context, ServerSettings settings) {
        return new Draining(context, settings.drainPause());
    }

    /** Last, so that it stands in front of all other handlers. */
    @Bean
    @Order
    WebHttpHandlerBuilderCustomizer drainingFirst(Draining draining) {
        return builder -> builder.httpHandlerDecorator(draining::around);
    }
}
