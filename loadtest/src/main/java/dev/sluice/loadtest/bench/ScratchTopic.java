package dev.sluice.loadtest.bench;

import dev.sluice.contract.LogTopics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A topic for the bare program's records, deleted in the end. */
final class ScratchTopic implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 20;

    private final Admin admin;
    private final String name;

    /** @param prefix of its name; a number makes it unique, since deleting a topic takes its time */
    ScratchTopic(String kafka, String prefix) throws ExecutionException, InterruptedException, TimeoutException {
        name = prefix + "-" + System.currentTimeMillis();
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka));
        NewTopic topic = new NewTopic(name, Optional.of(LogTopics.DEFAULT_PARTITIONS), Optional.empty());
        admin.createTopics(List.of(topic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws ExecutionException, InterruptedException, TimeoutException {
        admin.deleteTopics(List.of(name)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        admin.close();
    }
}
