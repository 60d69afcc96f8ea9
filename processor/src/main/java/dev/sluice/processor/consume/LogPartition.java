package dev.sluice.processor.consume;

/**
 * A partition of one incarnation of a topic.
 *
 * @param topicId Kafka's id of the topic, another one after it was deleted and created again
 */
public record LogPartition(String topic, String topicId, int partition) {
    @Override
    public String toString() {
        return topic + '-' + partition;
    }
}
