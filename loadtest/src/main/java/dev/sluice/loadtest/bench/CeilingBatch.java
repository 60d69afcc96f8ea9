package dev.sluice.loadtest.bench;

import java.util.List;

/**
 * What one transaction writes: the outcomes of up to 500 events of one partition, the orders that they are about, and
 * those orders' histories.
 *
 * @param ids of the orders, sorted
 * @param keys of the deliveries
 */
record CeilingBatch(
        int logId,
        int partition,
        long nextOffset,
        List<Object[]> outcomes,
        List<Object[]> orders,
        List<Object[]> transitions,
        List<String> ids,
        List<String> keys) {}
