package dev.sluice.gateway.admission;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each change of what admission does, or why. */
final class AdmissionLog {
    private static final Logger log = LoggerFactory.getLogger(AdmissionLog.class);

    private final AdmissionController controller;
    private String state = Pressure.OPEN.token();
    private List<String> reasons = List.of();

    AdmissionLog(AdmissionController controller) {
        this.controller = controller;
    }

    /** To be called after whatever may have changed it. */
    synchronized void look() {
        AdmissionStatus now = controller.status();
        if (!now.state().equals(state) || !now.reasons().equals(reasons)) {
            log.warn("admission changed state={} reasons={} before={}", now.state(), now.reasons(), state);
            state = now.state();
            reasons = now.reasons();
        }
    }
}
