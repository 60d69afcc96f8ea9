package dev.sluice.gateway.admission;

import java.util.List;

/**
 * What admission does at present, for operators.
 *
 * @param state {@code open}, {@code sharing}, {@code overloaded} or {@code closed}
 * @param reasons why anything is refused, or may be: {@code low-mark}, {@code high-mark}, {@code hard-mark},
 *     {@code kafka-disk}, {@code database-disk}; {@code depth-unknown} when the depth does not count because it cannot be
 *     read
 * @param lowMark in events, as the other marks
 * @param maxInFlight most publishes of this gateway that wait for their ack
 * @param sharePerSecond most events that one shop gets through this gateway while shares count
 * @param loudest shops that sent most lately, the loudest first, at most 5
 */
public record AdmissionStatus(
        String state,
        List<String> reasons,
        long lowMark,
        long highMark,
        long hardMark,
        int maxInFlight,
        double sharePerSecond,
        List<ShopShare> loudest) {

    public AdmissionStatus {
        reasons = List.copyOf(reasons);
        loudest = List.copyOf(loudest);
    }

    /**
     * One shop's part.
     *
     * @param offeredPerSecond events that it sent to this gateway lately, refused ones included, smoothed
     * @param sharePerSecond what it gets of that while shares count
     */
    public record ShopShare(String shop, double offeredPerSecond, double sharePerSecond) {}
}
