package dev.sluice.loadtest.bench;

/**
 * @param rounds that count, of each side
 * @param warmUps rounds before, of each side: a JVM's first seconds are several times dearer
 * @param seconds of a round of ingest, page, deep, relay and latency
 * @param connections of the ingest client
 * @param events of an apply round
 * @param orders that are stored for page and deep
 * @param readers connections of page and deep, to the gateway and to PostgreSQL
 * @param rate events a second of relay
 * @param latencyRate events a second of latency; 0 for half of the most
 * @param keepsOrders whether the database of page and deep stays for the next time
 */
record BenchSettings(
        int rounds,
        int warmUps,
        int seconds,
        int connections,
        int events,
        int orders,
        int readers,
        int rate,
        int latencyRate,
        boolean keepsOrders) {}
