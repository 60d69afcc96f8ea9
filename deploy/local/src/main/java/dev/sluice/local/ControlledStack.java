package dev.sluice.local;

import dev.sluice.local.server.Archive;
import dev.sluice.local.server.JavaCommand;
import dev.sluice.local.server.KafkaBroker;
import dev.sluice.local.server.KafkaServer;
import dev.sluice.local.server.PostgresServer;
import dev.sluice.local.server.RedisServer;
import dev.sluice.local.server.Server;
import dev.sluice.local.server.ServerException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The local stack in the hands of a fault test: the same five servers as under {@link Dev}, but each is started and
 * stopped when the test says so, and nothing is started again by itself. Several threads may use it as long as each has
 * parts of its own.
 */
public final class ControlledStack implements AutoCloseable {
    /** A start may fail while the system still holds what a killed process had; one that is broken is not tried for ever. */
    private static final int LAUNCHES = 5;

    private static final long PAUSE_MS = 500;

    private static final List<Part> STOP_ORDER = List.of(
            Part.GATEWAY_2,
            Part.GATEWAY,
            Part.PROCESSOR_3,
            Part.PROCESSOR_2,
            Part.PROCESSOR,
            Part.KAFKA,
            Part.REDIS,
            Part.POSTGRES);

    private static final List<Part> APPLICATIONS =
            List.of(Part.PROCESSOR, Part.PROCESSOR_2, Part.PROCESSOR_3, Part.GATEWAY, Part.GATEWAY_2);

    private final DataDirectory data;
    private final Ports ports;
    private final int secondProcessorPort;
    private final Path build;
    private final DevEnvironment environment;
    private final PostgresServer postgres;
    private final Map<Part, ManagedProcess> processes = new EnumMap<>(Part.class);
    private final Map<Part, Map<String, String>> changes = new EnumMap<>(Part.class);
    private boolean closing;

    private ControlledStack(
            DataDirectory data, Ports ports, int secondProcessorPort, Path build, List<KafkaBroker.Door> doors)
            throws IOException {
        this.data = data;
        this.ports = ports;
        this.secondProcessorPort = secondProcessorPort;
        this.build = build;
        Secrets secrets = Secrets.loadOrMake(data.secrets());
        postgres = new PostgresServer(
                data.binaries("postgres-18"), data.of("postgres"), ports.postgres(), secrets.database(), true);
        RedisServer redis = new RedisServer(data.binaries("redis"), data.of("redis"), ports.redis(), secrets.redis());
        KafkaServer kafka =
                new KafkaServer(data.of("kafka"), ports.kafka(), ports.kafkaController(), JavaCommand.current(), doors);
        environment = new DevEnvironment(ports, secrets, postgres, redis, kafka);
        processes.put(Part.POSTGRES, new ManagedProcess(postgres, data));
        processes.put(Part.REDIS, new ManagedProcess(redis, data));
        processes.put(Part.KAFKA, new ManagedProcess(kafka, data));
        for (Part application : APPLICATIONS) {
            changes.put(application, Map.of());
            processes.put(application, new ManagedProcess(application(application), data));
        }
    }

    /**
     * An empty stack; what an earlier one left in the directory is ended and deleted.
     *
     * @param data a directory that holds nothing else
     * @param portOffset added to the usual ports
     * @param secondProcessorPort management port of the second processor; the next one is the third's, and the two after
     *     that are the second gateway's
     * @param build holds gateway/ and processor/, unpacked
     * @param doors further ports of Kafka
     * @throws ServerException when a port is taken
     */
    public static ControlledStack empty(
            Path data, int portOffset, int secondProcessorPort, Path build, List<KafkaBroker.Door> doors)
            throws IOException, InterruptedException {
        DataDirectory directory = new DataDirectory(data);
        directory.create();
        Ports ports = Ports.of(Map.of(Ports.OFFSET, String.valueOf(portOffset)));
        ControlledStack stack = new ControlledStack(directory, ports, secondProcessorPort, build, doors);
        stack.endLeftovers();
        for (String part : List.of("postgres", "postgres.new", "redis", "kafka")) {
            Archive.delete(directory.of(part));
        }
        for (Part part : Part.values()) {
            stack.requireFreePorts(part);
        }
        return stack;
    }

    private void endLeftovers() throws IOException, InterruptedException {
        for (Part part : STOP_ORDER) {
            ManagedProcess process = process(part);
            if (process.adopt()) {
                process.stop();
            }
        }
    }

    private void requireFreePorts(Part part) {
        for (String variable : Ports.variablesOf(part.token())) {
            int port = ports.number(variable);
            if (!PortCheck.free(port)) {
                throw new ServerException(PortCheck.complaint(variable, port, part.token()));
            }
        }
    }

    private Server application(Part part) {
        Map<String, String> variables = new LinkedHashMap<>(environment.forApplications());
        variables.putAll(ownPorts(part));
        variables.putAll(changes.getOrDefault(part, Map.of()));
        return switch (part) {
            case PROCESSOR -> Stack.processor(part.token(), data, ports.processorManagement(), build, variables);
            case PROCESSOR_2 -> Stack.processor(part.token(), data, secondProcessorPort, build, variables);
            case PROCESSOR_3 -> Stack.processor(part.token(), data, secondProcessorPort + 1, build, variables);
            case GATEWAY -> Stack.gateway(part.token(), data, ports.http(), ports.management(), build, variables);
            case GATEWAY_2 ->
                Stack.gateway(part.token(), data, secondGatewayPort(), secondGatewayPort() + 1, build, variables);
            case POSTGRES, REDIS, KAFKA -> throw new IllegalArgumentException(part + " is no application");
        };
    }

    /** Where the further applications listen. */
    private Map<String, String> ownPorts(Part part) {
        return switch (part) {
            case PROCESSOR_2 -> Map.of("SLUICE_PROCESSOR_MANAGEMENT_PORT", String.valueOf(secondProcessorPort));
            case PROCESSOR_3 -> Map.of("SLUICE_PROCESSOR_MANAGEMENT_PORT", String.valueOf(secondProcessorPort + 1));
            case GATEWAY_2 ->
                Map.of(
                        "SLUICE_HTTP_PORT",
                        String.valueOf(secondGatewayPort()),
                        "SLUICE_MANAGEMENT_PORT",
                        String.valueOf(secondGatewayPort() + 1));
            default -> Map.of();
        };
    }

    private int secondGatewayPort() {
        return secondProcessorPort + 2;
    }

    /** Where the second gateway answers once it is started. */
    public String secondGatewayUrl() {
        return "http://127.0.0.1:" + secondGatewayPort();
    }

    private synchronized ManagedProcess process(Part part) {
        ManagedProcess process = processes.get(part);
        if (process == null) {
            throw new IllegalArgumentException("no such part: " + part);
        }
        return process;
    }

    /**
     * From its next start on the application has these variables beside, or instead of, the usual ones.
     *
     * @param application gateway or a processor
     * @param variables all that differ; empty for the usual ones alone
     */
    public synchronized void configure(Part application, Map<String, String> variables) {
        changes.put(application, Map.copyOf(variables));
    }

    /** Starts it, unless it runs, and waits until it is ready; starts it again when it ends at once. */
    public void start(Part part) throws IOException, InterruptedException {
        ServerException failure = null;
        for (int launch = 0; launch < LAUNCHES; launch++) {
            try {
                this.launch(part);
                process(part).awaitAnswer();
                if (part == Part.POSTGRES) {
                    postgres.ensureDatabase(DevEnvironment.DATABASE);
                }
                return;
            } catch (ServerException e) {
                if (closing()) {
                    throw e;
                }
                failure = e;
                Thread.sleep(PAUSE_MS);
            } catch (SQLException e) {
                failure = new ServerException("the database could not be created", e);
                Thread.sleep(PAUSE_MS);
            }
        }
        throw new ServerException(
                part.token() + " does not start. Its log ends with:\n"
                        + String.join("\n", process(part).logTail(15)),
                failure == null ? new IllegalStateException("not tried") : failure);
    }

    private synchronized boolean closing() {
        return closing;
    }

    /** Starts it, unless it runs, and does not wait. */
    public void launch(Part part) throws IOException, InterruptedException {
        if (process(part).alive()) {
            return;
        }
        // As a whole, so that nothing is launched behind the back of close().
        synchronized (this) {
            if (closing) {
                throw new ServerException(part.token() + " is not started: the stack stops");
            }
            if (changes.containsKey(part)) {
                processes.put(part, new ManagedProcess(application(part), data));
            }
            process(part).launch();
        }
    }

    /** Ends it in an orderly way, or kills it when that takes too long; says whether it had to be killed. */
    public boolean stop(Part part) throws IOException, InterruptedException {
        return process(part).stop();
    }

    /**
     * The process id.
     *
     * @throws IllegalStateException when it does not run
     */
    public long pid(Part part) {
        OptionalLong pid = process(part).livePid();
        if (pid.isEmpty()) {
            throw new IllegalStateException(part.token() + " does not run");
        }
        return pid.getAsLong();
    }

    public boolean alive(Part part) {
        return process(part).alive();
    }

    /** Whether it runs and answers as itself. */
    public boolean ready(Part part) {
        return alive(part) && process(part).server().answers();
    }

    /** Memory of the process in MiB; empty when it does not run or the system hides it. */
    public OptionalLong memoryMib(Part part) {
        OptionalLong pid = process(part).livePid();
        return pid.isEmpty() ? pid : Processes.memoryMib(pid.getAsLong());
    }

    public Path log(Part part) {
        return data.log(part.token());
    }

    /** The directory of a server's data. */
    public Path dataOf(Part part) {
        return data.of(part.token());
    }

    /** What {@code dev.env} holds of a stack that is run by {@code scripts/dev}. */
    public Map<String, String> environment() {
        return environment.forScripts();
    }

    /** Registers the demo shops. */
    public void registerShops() throws IOException, InterruptedException {
        new Seeding(environment).run();
    }

    /** Stops all parts. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        boolean interrupted = Thread.interrupted();
        for (Part part : STOP_ORDER) {
            try {
                process(part).stop();
            } catch (IOException e) {
                System.err.println(part.token() + " could not be stopped: " + e.getMessage());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
