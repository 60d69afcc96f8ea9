package dev.sluice.gateway.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A range of time, open where an end is null.
 *
 * @param from inclusive
 * @param before exclusive
 */
public record Period(@Nullable Instant from, @Nullable Instant before) {

    private static final String FOREVER = "infinity";

    /** Reads {@code from} and {@code to}, dates or times; both ends belong to the range. What is wrong goes to {@code errors}. */
    public static Period of(Optional<String> from, Optional<String> to, BiConsumer<String, String> errors) {
        Instant start = from.flatMap(Dates::start).orElse(null);
        Instant end = to.flatMap(Dates::end).orElse(null);
        if (from.isPresent() && start == null) {
            errors.accept("from", Dates.EXPECTED);
        }
        if (to.isPresent() && end == null) {
            errors.accept("to", Dates.EXPECTED);
        }
        if (start != null && end != null && !start.isBefore(end)) {
            errors.accept("from", "must not be after to");
        }
        return new Period(start, end);
    }

    /** As PostgreSQL reads it. */
    public String fromText() {
        return from == null ? '-' + FOREVER : from.toString();
    }

    /** As PostgreSQL reads it. */
    public String beforeText() {
        return before == null ? FOREVER : before.toString();
    }

    /** Ties a cursor to a filter: parts that differ never give the same text. */
    public static String scope(String listing, @Nullable Object... parts) {
        StringBuilder scope = new StringBuilder(listing);
        for (Object part : parts) {
            String text = part == null ? "" : String.valueOf(part);
            scope.append('|').append(text.length()).append(':').append(text);
        }
        return scope.toString();
    }
}
