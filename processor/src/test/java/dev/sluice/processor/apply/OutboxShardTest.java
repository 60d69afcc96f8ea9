package dev.sluice.processor.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxShardTest {

    @ParameterizedTest
    @CsvSource({"first.example.com:1, 4", "first.example.com:2, 2", "second.example.com:1, 3", "ä.example.com:9, 4"})
    void an_order_is_in_the_same_shard_for_ever(String orderId, short shard) {
        assertThat(OutboxShard.of(orderId)).isEqualTo(shard);
    }

    @Test
    void orders_spread_over_all_shards_and_no_other() {
        Map<Short, Long> orders = IntStream.range(0, 4_000)
                .mapToObj(id -> OutboxShard.of("first.example.com:" + (820_982_911_946_154_000L + id)))
                .collect(Collectors.groupingBy(shard -> shard, Collectors.counting()));

        assertThat(orders).containsOnlyKeys((short) 1, (short) 2, (short) 3, (short) 4);
        assertThat(orders.values()).allMatch(count -> count > 700);
    }
}
