package dev.sluice.loadtest.faults;

import java.time.Duration;

/**
 * One fault under one load.
 *
 * @param name for {@code --only}
 * @param about what happens, and what is expected beside the oracles
 * @param perSecond deliveries; 0 when the fault brings a load of its own
 * @param connections of the senders
 * @param wiring how the applications are connected
 * @param breaks whether senders may meet a connection that ends without an answer
 * @param limit after which the fault is given up
 * @param keepBodies whether the fault sends again what was accepted
 */
record Scenario(
        String name,
        String about,
        int perSecond,
        int connections,
        Wiring wiring,
        boolean breaks,
        boolean keepBodies,
        Duration limit,
        Fault fault) {
    private static final int USUAL_RATE = 150;
    private static final int USUAL_CONNECTIONS = 24;
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(3);

    /** How the applications reach the servers. */
    enum Wiring {
        DIRECT,
        /** Through proxies. */
        PROXIED
    }

    static Scenario of(String name, String about, Fault fault) {
        return new Scenario(
                name, about, USUAL_RATE, USUAL_CONNECTIONS, Wiring.DIRECT, false, false, USUAL_LIMIT, fault);
    }

    Scenario at(int rate) {
        return new Scenario(name, about, rate, connections, wiring, breaks, keepBodies, limit, fault);
    }

    Scenario over(int senders) {
        return new Scenario(name, about, perSecond, senders, wiring, breaks, keepBodies, limit, fault);
    }

    Scenario proxied() {
        return new Scenario(name, about, perSecond, connections, Wiring.PROXIED, breaks, keepBodies, limit, fault);
    }

    Scenario breaking() {
        return new Scenario(name, about, perSecond, connections, wiring, true, keepBodies, limit, fault);
    }

    Scenario within(Duration longest) {
        return new Scenario(name, about, perSecond, connections, wiring, breaks, keepBodies, longest, fault);
    }

    Scenario keeping() {
        return new Scenario(name, about, perSecond, connections, wiring, breaks, true, limit, fault);
    }
}
