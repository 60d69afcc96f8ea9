package dev.sluice.local.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server that runs as a process of its own: what it needs before its start, how it is started, and when it serves. */
public interface Server {

    /** In lower case; names the pid file and the log. */
    String name();

    /** The main TCP port on 127.0.0.1. */
    int port();

    /**
     * Makes whatever must be on disk before a start; harmless when it is there already.
     *
     * @throws ServerException with a message for a person when this machine cannot run the server
     */
    void prepare() throws IOException, InterruptedException;

    /** The command line, without secrets: every user of the machine can read it. */
    List<String> command();

    /** Variables beside this process's own; secrets belong here. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** The signal of an orderly stop, by its name without SIG. */
    default String stopSignal() {
        return "TERM";
    }

    /** How long an orderly stop may take before the process is killed. */
    default Duration stopLimit() {
        return Duration.ofSeconds(20);
    }

    /** An argument that stands in the command line of this server and of no other process on the machine. */
    String marker();

    /** Whether it answers as itself now; takes a few seconds at most and never throws. */
    boolean answers();

    /** What the last probe heard, for a person; empty when there is nothing to say. */
    default String heard() {
        return "";
    }
}
