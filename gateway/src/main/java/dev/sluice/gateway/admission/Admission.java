package dev.sluice.gateway.admission;

import static java.util.Objects.requireNonNull;

import dev.sluice.gateway.admission.Verdict.Reason;
import dev.sluice.gateway.publish.InFlight;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** The gate that everything passes before it is published. Never blocks, reads nothing from outside. */
public final class Admission {
    private final AdmissionController controller;
    private final InFlight inFlight;
    private final Map<Traffic, Map<Reason, Counter>> refused = new EnumMap<>(Traffic.class);

    Admission(AdmissionController controller, InFlight inFlight, MeterRegistry meters) {
        this.controller = controller;
        this.inFlight = inFlight;
        for (Traffic traffic : Traffic.values()) {
            Map<Reason, Counter> reasons = new EnumMap<>(Reason.class);
            for (Reason reason : Reason.values()) {
                reasons.put(reason, counter(meters, traffic, reason));
            }
            refused.put(traffic, reasons);
        }
    }

    private static Counter counter(MeterRegistry meters, Traffic traffic, Reason reason) {
        return Counter.builder("sluice.admission.refused")
                .description("Deliveries and commands that admission refused")
                .tag("traffic", traffic.token())
                .tag("reason", reason.token())
                .register(meters);
    }

    /**
     * Counts what is offered, and takes it out of the shop's share when it is admitted.
     *
     * @param shop that is authenticated and registered; in lower case
     * @param size of the body in bytes
     */
    public Verdict admit(String shop, Traffic traffic, int size) {
        Verdict verdict = controller.decide(shop, traffic, inFlight.events(), inFlight.bytes() + size);
        Reason reason = verdict.reason();
        if (reason != null) {
            requireNonNull(requireNonNull(refused.get(traffic)).get(reason)).increment();
        }
        return verdict;
    }
}
