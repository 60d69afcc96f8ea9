package dev.sluice.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Rows of {@code unapplied_events} as the processor would have written them, all of log 1, partition 0. */
public final class SetAsideEvents {
    private final Database database;

    public SetAsideEvents(Database database) {
        this.database = database;
    }

    public void clear() {
        database.run("TRUNCATE unapplied_events, repair_history, repair_jobs, audit_log, outcomes");
    }

    /**
     * Writes one.
     *
     * @param orderId with its shop; null when it is unknown
     * @param setAsideAt a timestamp in PostgreSQL's or RFC 3339 form
     * @return its id
     */
    public String add(
            long offset,
            String outcome,
            String reason,
            String shop,
            @Nullable String orderId,
            String topic,
            String setAsideAt,
            byte[] body) {
        database.run(
                """
                INSERT INTO unapplied_events (log_id, partition, log_offset, applied_on, outcome, reason, type, shop, order_id,
                    topic, webhook_id, received_at, set_aside_at, body)
                VALUES (1, 0, ?, current_date, ?, ?, 'shopify', ?, nullif(?, ''), ?, ?, ?::timestamptz, ?::timestamptz, ?)
                """,
                offset,
                outcome,
                reason,
                shop,
                orderId == null ? "" : orderId,
                topic,
                "w-" + offset,
                setAsideAt,
                setAsideAt,
                body);
        return "1-0-" + offset;
    }

    public String deadLetter(long offset, String shop, long order) {
        return add(
                offset,
                "dead-lettered",
                "refused-by-database",
                shop,
                shop + ':' + order,
                "orders/paid",
                "2026-03-01T10:00:00Z",
                ("{\"id\":" + order + '}').getBytes(UTF_8));
    }

    /** What a processor does with a discarded dead letter. */
    public void discarded(long offset) {
        database.run("UPDATE unapplied_events SET discarded_at = now() WHERE log_offset = ?", offset);
    }
}
