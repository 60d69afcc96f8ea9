package dev.sluice.gateway.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ends of a range of time: RFC 3339 times, or dates, which are whole days in UTC. Years 0001 to 9999. PostgreSQL counts
 * microseconds, so what is finer is left off.
 */
public final class Dates {
    /** What a right value looks like. */
    public static final String EXPECTED =
            "must be a date (2026-03-01, in UTC) or an RFC 3339 time, its + written as %2B";

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final DateTimeFormatter STRICT_DATE =
            DateTimeFormatter.ISO_LOCAL_DATE.withResolverStyle(ResolverStyle.STRICT);
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Dates() {}

    /** Where a range that begins with this begins; empty for what is no time. */
    public static Optional<Instant> start(String text) {
        return first(text).filter(Dates::inRange);
    }

    /** The first moment after a range that ends with this, which belongs to it; empty for what is no time. */
    public static Optional<Instant> end(String text) {
        return start(text)
                .map(first -> first.plus(1, isDate(text) ? ChronoUnit.DAYS : ChronoUnit.MICROS))
                .map(after -> after.isAfter(LAST) ? LAST : after);
    }

    private static Optional<Instant> first(String text) {
        try {
            if (isDate(text)) {
                return Optional.of(LocalDate.parse(text, STRICT_DATE)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
            }
            return TIME.matcher(text).matches()
                    ? Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isDate(String text) {
        return DATE.matcher(text).matches();
    }

    private static boolean inRange(Instant instant) {
        return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
    }
}
