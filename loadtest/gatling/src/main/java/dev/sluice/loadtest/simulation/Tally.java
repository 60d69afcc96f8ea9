package dev.sluice.loadtest.simulation;

import io.gatling.javaapi.core.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts answers by sender, second and status, beside Gatling's own statistics, which do not tell a refusal from a
 * success where both are in order. Names of senders hold no comma.
 */
public final class Tally {
    static final String STATUS = "status";
    static final String MILLIS = "millis";
    static final String SENDER = "sender";

    /** Of each second of each sender. */
    public static final String SECONDS = "seconds.csv";

    /** Of each sender. */
    public static final String SENDERS = "senders.csv";

    private static final long HIGHEST_MILLIS = 60_000;
    private static final int ACCEPTED = 0;
    private static final int REFUSED = 1;
    private static final int OTHER = 2;
    private static final int SLOWEST = 3;

    private record Place(long second, String sender) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Long.compare(second, other.second);
            return order == 0 ? sender.compareTo(other.sender) : order;
        }
    }

    private final Map<Place, AtomicIntegerArray> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Histogram> millis = new ConcurrentSkipListMap<>();

    /** Takes in the answer that the session holds; a session without one got none. */
    Session count(Session session) {
        String sender = session.getString(SENDER);
        Place place = new Place(System.currentTimeMillis() / 1_000, sender == null ? "" : sender);
        AtomicIntegerArray count = counts.computeIfAbsent(place, key -> new AtomicIntegerArray(4));
        count.incrementAndGet(kind(session));
        if (session.contains(MILLIS)) {
            int took = session.getInt(MILLIS);
            count.accumulateAndGet(SLOWEST, took, Math::max);
            millis.computeIfAbsent(place.sender(), key -> new ConcurrentHistogram(HIGHEST_MILLIS, 3))
                    .recordValue(Math.min(HIGHEST_MILLIS, took));
        }
        return session;
    }

    private static int kind(Session session) {
        if (!session.contains(STATUS)) {
            return OTHER;
        }
        int status = session.getInt(STATUS);
        return status == 200 ? ACCEPTED : status == 429 ? REFUSED : OTHER;
    }

    void write(Path directory) {
        List<String> seconds = new ArrayList<>(List.of("second,sender,accepted,refused,other,slowest_ms"));
        Map<String, long[]> sums = new TreeMap<>();
        counts.forEach((place, count) -> {
            seconds.add(place.second() + "," + place.sender() + "," + count.get(ACCEPTED) + "," + count.get(REFUSED)
                    + "," + count.get(OTHER) + "," + count.get(SLOWEST));
            long[] sum = sums.computeIfAbsent(place.sender(), key -> new long[3]);
            for (int kind = 0; kind < sum.length; kind++) {
                sum[kind] += count.get(kind);
            }
        });
        List<String> senders = new ArrayList<>(List.of("sender,accepted,refused,other,p50_ms,p99_ms,slowest_ms"));
        sums.forEach((sender, sum) -> {
            Histogram took = millis.getOrDefault(sender, new Histogram(HIGHEST_MILLIS, 3));
            senders.add(sender + "," + sum[ACCEPTED] + "," + sum[REFUSED] + "," + sum[OTHER] + ","
                    + took.getValueAtPercentile(50) + "," + took.getValueAtPercentile(99) + "," + took.getMaxValue());
        });
        try {
            Files.write(directory.resolve(SECONDS), seconds);
            Files.write(directory.resolve(SENDERS), senders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
