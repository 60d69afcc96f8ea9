package dev.sluice.processor.consume;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up when every assigned partition has found its position. */
@Component("partitionsHealthIndicator")
class ConsumptionHealth implements HealthIndicator {
    private final Consumption consumption;

    ConsumptionHealth(Consumption consumption) {
        this.consumption = consumption;
    }

    @Override
    public Health health() {
        List<LogPartition> stopped = consumption.stopped();
        if (!stopped.isEmpty()) {
            return Health.down()
                    .withDetail("reason", "the log no longer has the position of these partitions")
                    .withDetail(
                            "partitions",
                            stopped.stream().map(LogPartition::toString).toList())
                    .build();
        }
        return consumption.settled()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "not joined, or a partition has not found its position yet")
                        .build();
    }
}
