package dev.sluice.loadtest.faults;

/** Where a record stands in the log. */
record LogPosition(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + '-' + partition + '@' + offset;
    }
}
