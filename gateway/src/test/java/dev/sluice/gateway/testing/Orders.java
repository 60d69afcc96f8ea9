package dev.sluice.gateway.testing;

import java.util.List;

/** Rows of {@code orders} as the processor would have written them. */
public final class Orders {
    private final Database database;

    public Orders(Database database) {
        this.database = database;
    }

    /** Forgets all orders with all that belongs to them. */
    public void clear() {
        database.run("TRUNCATE orders, transitions, outcomes, unapplied_events");
    }

    /**
     * Writes one order.
     *
     * @param createdAt a timestamp in PostgreSQL's or RFC 3339 form
     */
    public void add(String shop, long id, String state, String createdAt) {
        database.run("""
                INSERT INTO orders (id, shop, source, shopify_order_id, state, lines, created_at, received_at,
                                    processed_at, version, sequence, facts)
                VALUES (?, ?, 'shopify', ?, ?, '[]', ?::timestamptz, now(), now(), 1, 0, '')
                """, shop + ':' + id, shop, id, state, createdAt);
    }

    /**
     * Writes many orders: ids from 1 on, the i-th created i / perSecond seconds after 2026-01-01, states and shops in turn.
     */
    public void addMany(int count, int perSecond, List<String> shops) {
        database.run("""
                INSERT INTO orders (id, shop, source, shopify_order_id, state, lines, created_at, received_at,
                                    processed_at, version, sequence, facts)
                SELECT shop || ':' || i, shop, 'shopify', i, state, '[]',
                       timestamptz '2026-01-01 00:00:00Z' + (i / %d) * interval '1 second', now(), now(), 1, 0, ''
                FROM (
                    SELECT i, (string_to_array('%s', ','))[1 + i %% %d] AS shop,
                           (ARRAY['pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded'])
                               [1 + (i / 3) %% 7] AS state
                    FROM generate_series(1, %d) i
                ) generated
                """.formatted(perSecond, String.join(",", shops), shops.size(), count));
        database.run("ANALYZE orders");
    }
}
