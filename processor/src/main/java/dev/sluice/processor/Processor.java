package dev.sluice.processor;

import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
public class Processor {
    /** The profile in which the processor changes nothing and only audits, once. */
    private static final String AUDIT = "audit";

    /**
     * Runs the processor; with the argument {@code audit} it audits all of the retained log instead, and exits with 1 when
     * the log and the database disagree.
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains(AUDIT)) {
            ConfigurableApplicationContext audit = new SpringApplicationBuilder(Processor.class)
                    .web(WebApplicationType.NONE)
                    .profiles(AUDIT)
                    .run(arguments);
            System.exit(SpringApplication.exit(audit));
        }
        SpringApplication.run(Processor.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
