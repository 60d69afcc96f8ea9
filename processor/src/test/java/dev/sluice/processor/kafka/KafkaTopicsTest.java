package dev.sluice.processor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaTopicsTest {

    @ParameterizedTest
    @ValueSource(shorts = {3, 5})
    void with_three_replicas_or_more_an_ack_is_that_of_two(short replicas) {
        assertThat(KafkaTopics.settings(replicas)).containsEntry("min.insync.replicas", "2");
    }

    @ParameterizedTest
    @ValueSource(shorts = {-1, 1, 2})
    void with_fewer_or_the_brokers_number_the_brokers_say_so(short replicas) {
        assertThat(KafkaTopics.settings(replicas)).doesNotContainKey("min.insync.replicas");
    }
}
