package dev.sluice.loadtest.bench;

/**
 * @param rounds that count, of each side
 * @param warmUps rounds before, of each side: a JVM's first seconds are several times dearer
 * @param seconds of an ingest round
 * @param connections of the ingest client
 * @param events of an apply round
 */
record BenchSettings(int rounds, int warmUps, int seconds, int connections, int events) {}
