package dev.sluice.gateway.admin.ledger;

/**
 * The equation of one partition, in one snapshot.
 *
 * @param endOffset one past the newest event, never below {@code nextOffset}
 * @param inFlight published and not applied yet
 * @param outcomesTotal outcomes on record
 * @param balanced whether there is exactly one outcome for each offset up to {@code nextOffset}
 */
record PartitionLedger(
        String topic,
        int partition,
        long firstOffset,
        long nextOffset,
        long endOffset,
        long inFlight,
        long outcomesTotal,
        boolean balanced) {

    static PartitionLedger of(LedgerRow row, long endOffset, long outcomesTotal) {
        // The ends were read before the snapshot was taken, so the snapshot may have got further.
        long end = Math.max(endOffset, row.nextOffset());
        return new PartitionLedger(
                row.topic(),
                row.partition(),
                row.firstOffset(),
                row.nextOffset(),
                end,
                end - row.nextOffset(),
                outcomesTotal,
                row.nextOffset() - row.firstOffset() == outcomesTotal);
    }

    long accepted() {
        return endOffset - firstOffset;
    }
}
