package dev.sluice.gateway.admin.repair;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param rate most events a second that repair jobs send through again, over all gateways
 * @param parkedOverdueAfter how long an event may be parked before it is overdue
 */
@ConfigurationProperties("sluice.repair")
record RepairSettings(int rate, Duration parkedOverdueAfter) {

    RepairSettings {
        if (rate < 1 || rate > 1_000) {
            throw new IllegalArgumentException("sluice.repair.rate must be 1 to 1000, not " + rate);
        }
        if (parkedOverdueAfter.isNegative() || parkedOverdueAfter.isZero()) {
            throw new IllegalArgumentException("sluice.repair.parked-overdue-after must be positive");
        }
    }
}
