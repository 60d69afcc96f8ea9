package dev.sluice.loadtest.faults;

import dev.sluice.contract.LogTopics;
import dev.sluice.loadtest.stack.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Waits until every event in the log is applied and every transition published. */
final class Drain {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long POLL_MS = 200;

    /**
     * How long it took.
     *
     * @throws IllegalStateException when something is left after two minutes
     */
    static Duration await(KafkaLog log, Database database) throws InterruptedException {
        long begin = System.nanoTime();
        Map<TopicPartition, Long> ends = log.ends(KafkaLog.EVENT_TOPICS);
        String left = left(ends, database);
        while (!left.isEmpty()) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException("after " + LIMIT.toSeconds() + " s there is still " + left);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            left = left(ends, database);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static String left(Map<TopicPartition, Long> ends, Database database) {
        try {
            Map<TopicPartition, Long> waiting = new HashMap<>(ends);
            database.rows(Sql.of("faults_progress"), row -> {
                TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
                Long end = waiting.get(partition);
                if (end != null && row.getLong(3) >= end) {
                    waiting.remove(partition);
                }
            });
            waiting.values().removeIf(end -> end == 0);
            if (!waiting.isEmpty()) {
                return waiting.size() + " partitions with events that are not applied: " + waiting.keySet();
            }
            long unpublished = database.number("SELECT count(*) FROM transitions WHERE published_at IS NULL");
            return unpublished == 0 ? "" : unpublished + " transitions that are not in " + LogTopics.TRANSITIONS;
        } catch (SQLException e) {
            return "no database: " + e.getMessage();
        }
    }

    private Drain() {}
}
