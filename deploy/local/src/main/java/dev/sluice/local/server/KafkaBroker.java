package dev.sluice.local.server;

import dev.sluice.contract.LogTopics;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One KRaft node, broker and controller, in this JVM. Its classes are internal to Kafka: they hold for one version. */
public final class KafkaBroker {
    private static final int NODE_ID = 1;

    /** One node never meets another cluster's; a constant keeps the data usable whatever becomes of settings. */
    private static final String CLUSTER_ID = "c2x1aWNlLWxvY2FsLTAwMQ";

    private final KafkaRaftServer server;

    private KafkaBroker(KafkaRaftServer server) {
        this.server = server;
    }

    /** Runs a broker until the process is told to end: {@code <data directory> <port> <controller port> [<door>...]}. */
    public static void main(String[] args) throws Exception {
        List<Door> doors = Arrays.stream(args).skip(3).map(Door::parse).toList();
        KafkaBroker broker = start(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), doors);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "stop"));
        broker.server.awaitShutdown();
    }

    /**
     * A further port on which the broker serves, and the port that clients who came in there are sent to. When the two
     * differ, something that forwards stands between: clients of Kafka connect to the advertised address.
     *
     * @param name upper case letters
     */
    public record Door(String name, int port, int advertisedPort) {

        static Door parse(String text) {
            String[] parts = text.split(":", -1);
            return new Door(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }

        @Override
        public String toString() {
            return name + ':' + port + ':' + advertisedPort;
        }
    }

    /** Returns when the broker serves. */
    public static KafkaBroker start(Path data, int port, int controllerPort) throws Exception {
        return start(data, port, controllerPort, List.of());
    }

    private static KafkaBroker start(Path data, int port, int controllerPort, List<Door> doors) throws Exception {
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data);
        }
        KafkaRaftServer server = new KafkaRaftServer(
                KafkaConfig.fromProps(settings(data, port, controllerPort, doors), false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server);
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path data) throws Exception {
        Files.createDirectories(data);
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(NODE_ID)
                    .setClusterId(CLUSTER_ID)
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    private static Properties settings(Path data, int port, int controllerPort, List<Door> doors) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", String.valueOf(NODE_ID));
        StringBuilder listeners =
                new StringBuilder("PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        StringBuilder advertised = new StringBuilder("PLAINTEXT://127.0.0.1:" + port);
        StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        for (Door door : doors) {
            listeners.append(',').append(door.name()).append("://127.0.0.1:").append(door.port());
            advertised.append(',').append(door.name()).append("://127.0.0.1:").append(door.advertisedPort());
            protocols.append(',').append(door.name()).append(":PLAINTEXT");
        }
        settings.setProperty("listeners", listeners.toString());
        settings.setProperty("advertised.listeners", advertised.toString());
        settings.setProperty("listener.security.protocol.map", protocols.toString());
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.setProperty("log.dirs", data.toString());
        // Topics are created with their settings by the processor; a misspelt name must not make one.
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("unclean.leader.election.enable", "false");
        settings.setProperty("message.max.bytes", String.valueOf(LogTopics.MAX_RECORD_BYTES));
        settings.setProperty("replica.fetch.max.bytes", String.valueOf(LogTopics.MAX_RECORD_BYTES));
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.setProperty(topic + ".replication.factor", "1");
            settings.setProperty(topic + ".num.partitions", "4");
        }
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // After kill -9 the controller must first see the old broker's session end: short, since it is the same node.
        settings.setProperty("broker.session.timeout.ms", "2000");
        settings.setProperty("broker.heartbeat.interval.ms", "500");
        // Small threads and buffers: one machine, a heap of 256 MiB.
        settings.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        return settings;
    }
}
