package dev.sluice.gateway.admin.compliance;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request by its place in the log, written {@code <log>-<partition>-<offset>}. */
record RequestId(short logId, int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,9})-(\\d{1,18})");

    String text() {
        return logId + "-" + partition + '-' + offset;
    }

    /** Empty for what cannot be one. */
    static Optional<RequestId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int logId = Integer.parseInt(parts.group(1));
        return logId > Short.MAX_VALUE
                ? Optional.empty()
                : Optional.of(
                        new RequestId((short) logId, Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3))));
    }
}
