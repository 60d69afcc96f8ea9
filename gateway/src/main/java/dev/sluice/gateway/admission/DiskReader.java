package dev.sluice.gateway.admission;

import dev.sluice.gateway.publish.LogReader.Disk;
import reactor.core.publisher.Mono;

/** Reads a server's disk. */
interface DiskReader {

    /** Empty when the server does not tell. Has a time-out. */
    Mono<Disk> read();
}
