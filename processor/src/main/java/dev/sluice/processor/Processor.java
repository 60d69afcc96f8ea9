package dev.sluice.processor;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
public class Processor {

    public static void main(String[] arguments) {
        SpringApplication.run(Processor.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
