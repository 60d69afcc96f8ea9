package dev.sluice.gateway.admission;

import static java.util.Objects.requireNonNull;

import dev.sluice.gateway.publish.InFlight;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** The gate that every delivery passes before it is published. Never blocks, reads nothing from outside. */
public final class Admission {
    private final AdmissionController controller;
    private final InFlight inFlight;
    private final Map<Verdict.Reason, Counter> refused = new EnumMap<>(Verdict.Reason.class);

    Admission(AdmissionController controller, InFlight inFlight, MeterRegistry meters) {
        this.controller = controller;
        this.inFlight = inFlight;
        for (Verdict.Reason reason : Verdict.Reason.values()) {
            refused.put(
                    reason,
                    Counter.builder("sluice.admission.refused")
                            .description("Deliveries that admission refused")
                            .tag("reason", reason.token())
                            .register(meters));
        }
    }

    /**
     * @param size of the body in bytes
     */
    public Verdict admit(int size) {
        Verdict verdict = controller.decide(inFlight.events(), inFlight.bytes() + size);
        Verdict.Reason reason = verdict.reason();
        if (reason != null) {
            requireNonNull(refused.get(reason)).increment();
        }
        return verdict;
    }
}
