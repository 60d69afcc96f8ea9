package dev.sluice.loadtest.transitions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.contract.LogTopics;
import dev.sluice.loadtest.cli.Arguments;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.stack.Environment;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** {@code tail-transitions}: reads what is committed, as every consumer of that topic must. */
public final class TailCommand implements Command {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Environment environment;
    private final PrintStream out;

    public TailCommand(Environment environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public String usage() {
        return """
                tail-transitions [--follow] [--order SHOP:ID] [--json]

                Prints the published transitions, one a line, as logistics sees them: from the beginning to the
                present end, or with --follow from now on until interrupted. Each order's come in their order;
                those of different orders come as their partitions have them.

                  --order  only this order's
                  --json   the events as they are
                """;
    }

    @Override
    public int run(List<String> args) {
        Arguments options = Arguments.parse(args, Set.of("--order"), Set.of("--follow", "--json"));
        boolean follow = options.has("--follow");
        String order = options.text("--order");
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings())) {
            List<PartitionInfo> partitions = consumer.listTopics(TIMEOUT).get(LogTopics.TRANSITIONS);
            if (partitions == null || partitions.isEmpty()) {
                throw new UsageException("there is no topic " + LogTopics.TRANSITIONS);
            }
            List<TopicPartition> all = partitions.stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            // With read_committed these are the ends of what is committed.
            Map<TopicPartition, Long> ends = consumer.endOffsets(all, TIMEOUT);
            if (follow) {
                ends.forEach(consumer::seek);
            } else {
                consumer.seekToBeginning(all);
            }
            while (follow || !reached(consumer, ends)) {
                for (ConsumerRecord<String, byte[]> transition : consumer.poll(POLL)) {
                    if (order == null || order.equals(transition.key())) {
                        print(transition, options.has("--json"));
                    }
                }
                out.flush();
            }
        }
        return 0;
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, environment.kafka());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        return settings;
    }

    private static boolean reached(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), TIMEOUT) >= end.getValue());
    }

    private void print(ConsumerRecord<String, byte[]> transition, boolean json) {
        byte @Nullable [] value = transition.value();
        out.println(
                json ? value == null ? "null" : new String(value, UTF_8) : TransitionLine.of(transition.key(), value));
    }
}
