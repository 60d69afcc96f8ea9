package dev.sluice.local;

import dev.sluice.local.server.JavaCommand;
import dev.sluice.local.server.KafkaServer;
import dev.sluice.local.server.PostgresServer;
import dev.sluice.local.server.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of one stack and what they are configured with. */
final class Stack {
    /** Of C1 alone they would start sooner, but the stack also serves load runs. */
    private static final List<String> APP_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:ReservedCodeCacheSize=64m",
            // Half of a program that ran out of memory is worse than none: the supervisor starts a whole one.
            "-XX:+ExitOnOutOfMemoryError");

    private final List<ManagedProcess> infrastructure;
    private final List<ManagedProcess> applications;
    private final DevEnvironment environment;
    private final PostgresServer postgres;

    private Stack(
            List<ManagedProcess> infrastructure,
            List<ManagedProcess> applications,
            DevEnvironment environment,
            PostgresServer postgres) {
        this.infrastructure = infrastructure;
        this.applications = applications;
        this.environment = environment;
        this.postgres = postgres;
    }

    /** @param build the directory of the applications' build */
    static Stack of(DataDirectory data, Ports ports, Secrets secrets, Path build) {
        PostgresServer postgres = new PostgresServer(
                data.binaries("postgres-18"), data.of("postgres"), ports.postgres(), secrets.database(), true);
        RedisServer redis = new RedisServer(data.binaries("redis"), data.of("redis"), ports.redis(), secrets.redis());
        KafkaServer kafka =
                new KafkaServer(data.of("kafka"), ports.kafka(), ports.kafkaController(), JavaCommand.current());
        DevEnvironment environment = new DevEnvironment(ports, secrets, postgres, redis, kafka);
        Map<String, String> variables = environment.forApplications();
        AppProcess processor = processor("processor", data, ports.processorManagement(), build, variables);
        AppProcess gateway = gateway("gateway", data, ports.http(), ports.management(), build, variables);
        return new Stack(
                List.of(
                        new ManagedProcess(postgres, data),
                        new ManagedProcess(redis, data),
                        new ManagedProcess(kafka, data)),
                List.of(new ManagedProcess(processor, data), new ManagedProcess(gateway, data)),
                environment,
                postgres);
    }

    /** @param name of the process */
    static AppProcess processor(
            String name, DataDirectory data, int managementPort, Path build, Map<String, String> variables) {
        return new AppProcess(
                name,
                "processor",
                managementPort,
                managementPort,
                data.marker(name),
                build,
                flags("-Xmx304m"),
                variables);
    }

    /** @param name of the process */
    static AppProcess gateway(
            String name, DataDirectory data, int port, int managementPort, Path build, Map<String, String> variables) {
        return new AppProcess(
                name, "gateway", port, managementPort, data.marker(name), build, flags("-Xmx304m"), variables);
    }

    private static List<String> flags(String heap) {
        List<String> flags = new ArrayList<>(APP_FLAGS);
        flags.add(heap);
        if (Runtime.version().feature() >= 24) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }

    /** PostgreSQL, Redis and Kafka, which start without one another. */
    List<ManagedProcess> infrastructure() {
        return infrastructure;
    }

    /** Processor and gateway, which need the others. */
    List<ManagedProcess> applications() {
        return applications;
    }

    List<ManagedProcess> all() {
        List<ManagedProcess> all = new ArrayList<>(infrastructure);
        all.addAll(applications);
        return all;
    }

    DevEnvironment environment() {
        return environment;
    }

    PostgresServer postgres() {
        return postgres;
    }
}
