package dev.sluice.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record stands, over all logs that PostgreSQL knows: the id of an event that was set aside, written {@code <log
 * id>-<partition>-<offset>}.
 *
 * @param logId number of the topic's incarnation in PostgreSQL, from 1
 */
public record LogPlace(short logId, int partition, long offset) implements Comparable<LogPlace> {
    private static final Pattern TEXT = Pattern.compile("(0|[1-9]\\d{0,4})-(0|[1-9]\\d{0,8})-(0|[1-9]\\d{0,17})");

    /** Reads what {@link #toString} writes, and nothing else: one place has one text. */
    public static Optional<LogPlace> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int logId = Integer.parseInt(matcher.group(1));
        return logId > Short.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new LogPlace(
                        (short) logId, Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))));
    }

    @Override
    public int compareTo(LogPlace other) {
        int byLog = Short.compare(logId, other.logId);
        int byPartition = byLog != 0 ? byLog : Integer.compare(partition, other.partition);
        return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return logId + "-" + partition + '-' + offset;
    }
}
