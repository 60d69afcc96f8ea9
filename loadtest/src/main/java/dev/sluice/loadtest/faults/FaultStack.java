package dev.sluice.loadtest.faults;

import dev.sluice.contract.DatabaseUrl;
import dev.sluice.loadtest.faults.Scenario.Wiring;
import dev.sluice.loadtest.proxy.TcpProxy;
import dev.sluice.loadtest.stack.Environment;
import dev.sluice.loadtest.stack.Shop;
import dev.sluice.local.ControlledStack;
import dev.sluice.local.Part;
import dev.sluice.local.server.Commands;
import dev.sluice.local.server.KafkaBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The stack that is broken, with proxies before its servers: one before Kafka for each application, since Kafka's clients
 * connect to the address that the broker advertises.
 */
final class FaultStack implements AutoCloseable {
    private static final int SECOND_PROCESSOR = 8083;
    private static final int KAFKA_FOR_GATEWAY = 19094;
    private static final int KAFKA_FOR_PROCESSOR = 19095;
    private static final int PROXY_GATEWAY_KAFKA = 19096;
    private static final int PROXY_PROCESSOR_KAFKA = 19097;
    private static final int PROXY_POSTGRES = 15433;
    private static final int PROXY_REDIS = 16380;

    /** A connection between two parts that a proxy can disturb. */
    enum Link {
        GATEWAY_KAFKA,
        PROCESSOR_KAFKA,
        POSTGRES,
        REDIS
    }

    private final ControlledStack stack;
    private final Map<Link, TcpProxy> proxies = new EnumMap<>(Link.class);
    private final Environment environment;
    private final int offset;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Set<Long> frozen = ConcurrentHashMap.newKeySet();
    private Map<Part, Map<String, String>> settings = Map.of();

    private FaultStack(ControlledStack stack, int offset) {
        this.stack = stack;
        this.offset = offset;
        this.environment = new Environment(stack.environment());
    }

    /**
     * Starts everything.
     *
     * @param data directory of its own
     * @param offset added to the usual ports, which it all lies within
     */
    static FaultStack start(Path data, Path build, int offset) throws IOException, InterruptedException {
        List<KafkaBroker.Door> doors = List.of(
                new KafkaBroker.Door("GATEWAY", KAFKA_FOR_GATEWAY + offset, PROXY_GATEWAY_KAFKA + offset),
                new KafkaBroker.Door("PROCESSOR", KAFKA_FOR_PROCESSOR + offset, PROXY_PROCESSOR_KAFKA + offset));
        ControlledStack stack = ControlledStack.empty(data, offset, SECOND_PROCESSOR + offset, build, doors);
        FaultStack faults = new FaultStack(stack, offset);
        // Whoever interrupts it must find no process left, and none frozen.
        Runtime.getRuntime().addShutdownHook(new Thread(faults::close, "end"));
        try {
            faults.openProxies();
            for (Part part : List.of(Part.POSTGRES, Part.REDIS, Part.KAFKA, Part.PROCESSOR, Part.GATEWAY)) {
                stack.start(part);
            }
            stack.registerShops();
        } catch (IOException | InterruptedException | RuntimeException e) {
            faults.close();
            throw e;
        }
        return faults;
    }

    private void openProxies() {
        DatabaseUrl database = database();
        URI redis = URI.create(environment.need("SLUICE_REDIS_URL"));
        proxies.put(Link.GATEWAY_KAFKA, new TcpProxy(PROXY_GATEWAY_KAFKA + offset, KAFKA_FOR_GATEWAY + offset));
        proxies.put(Link.PROCESSOR_KAFKA, new TcpProxy(PROXY_PROCESSOR_KAFKA + offset, KAFKA_FOR_PROCESSOR + offset));
        proxies.put(Link.POSTGRES, new TcpProxy(PROXY_POSTGRES + offset, database.port()));
        proxies.put(Link.REDIS, new TcpProxy(PROXY_REDIS + offset, redis.getPort()));
    }

    ControlledStack parts() {
        return stack;
    }

    TcpProxy proxy(Link link) {
        TcpProxy proxy = proxies.get(link);
        if (proxy == null) {
            throw new IllegalStateException("the proxies are not open");
        }
        return proxy;
    }

    Environment environment() {
        return environment;
    }

    URI gateway() {
        return environment.gateway();
    }

    List<Shop> shops() {
        return environment.shops();
    }

    DatabaseUrl database() {
        return environment.database().orElseThrow();
    }

    KafkaLog log() {
        return new KafkaLog(environment.kafka());
    }

    /** Connects the applications directly or by the proxies; restarts those that are connected otherwise. */
    void wire(Wiring wiring) throws IOException, InterruptedException {
        Map<Part, Map<String, String>> wanted = new EnumMap<>(Part.class);
        if (wiring == Wiring.PROXIED) {
            wanted.put(Part.GATEWAY, proxied(PROXY_GATEWAY_KAFKA));
            wanted.put(Part.PROCESSOR, proxied(PROXY_PROCESSOR_KAFKA));
        }
        configure(wanted);
    }

    /** Gives an application variables beside its usual ones, and restarts it; {@link #wire} takes them back. */
    void configure(Map<Part, Map<String, String>> wanted) throws IOException, InterruptedException {
        for (Part application : List.of(Part.PROCESSOR, Part.GATEWAY)) {
            Map<String, String> variables = wanted.getOrDefault(application, Map.of());
            if (!variables.equals(settings.getOrDefault(application, Map.of()))) {
                stack.configure(application, variables);
                stack.stop(application);
                stack.start(application);
            }
        }
        settings = Map.copyOf(wanted);
    }

    private Map<String, String> proxied(int kafkaPort) {
        Map<String, String> variables = new HashMap<>();
        variables.put("SLUICE_KAFKA", "127.0.0.1:" + (kafkaPort + offset));
        variables.put(
                "SLUICE_DATABASE_URL", moved("SLUICE_DATABASE_URL", database().port(), PROXY_POSTGRES));
        URI redis = URI.create(environment.need("SLUICE_REDIS_URL"));
        variables.put("SLUICE_REDIS_URL", moved("SLUICE_REDIS_URL", redis.getPort(), PROXY_REDIS));
        return variables;
    }

    private String moved(String variable, int port, int proxyPort) {
        return environment.need(variable).replace("127.0.0.1:" + port, "127.0.0.1:" + (proxyPort + offset));
    }

    /** Ends the part at once; it has no chance to finish anything. */
    void kill(Part part) throws InterruptedException {
        Commands.signal("KILL", stack.pid(part));
    }

    /** Stops the process where it stands, with its connections open. */
    void freeze(Part part) throws InterruptedException {
        long pid = stack.pid(part);
        frozen.add(pid);
        Commands.signal("STOP", pid);
        if (part == Part.POSTGRES) {
            for (long child : ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .mapToLong(ProcessHandle::pid)
                    .toArray()) {
                frozen.add(child);
                Commands.signal("STOP", child);
            }
        }
    }

    /** Lets everything go on that was frozen. */
    void thaw() throws InterruptedException {
        for (long pid : new HashSet<>(frozen)) {
            Commands.signal("CONT", pid);
            frozen.remove(pid);
        }
    }

    /** Mends whatever a fault left broken: clear lines, nothing frozen, every part running. */
    void mend() throws IOException, InterruptedException {
        proxies.values().forEach(TcpProxy::clear);
        thaw();
        if (stack.alive(Part.PROCESSOR_2)) {
            stack.stop(Part.PROCESSOR_2);
        }
        for (Part part : List.of(Part.POSTGRES, Part.REDIS, Part.KAFKA, Part.PROCESSOR, Part.GATEWAY)) {
            stack.start(part);
        }
    }

    /** A second time it does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            thaw();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stack.close();
        proxies.values().forEach(TcpProxy::close);
    }
}
