-- Orders with what their history says: how many steps it has, and how many of them don't follow from the one before.
-- $1 order ids
-- Result: id, facts, state, state_reason, conflict, sequence, version, steps, broken_steps; redacted, whether personal data
-- of the shop's orders may be erased
SELECT o.id, o.facts, o.state, o.state_reason, o.conflict, o.sequence, o.version,
       count(t.sequence) AS steps,
       count(t.sequence) FILTER (WHERE t.sequence <> t.place OR t.from_state <> t.came_from
           OR (t.place = t.last AND t.to_state <> o.state)) AS broken_steps,
       EXISTS (SELECT FROM redactions r WHERE r.shop = o.shop) AS redacted
FROM orders o
LEFT JOIN LATERAL (
    SELECT sequence, from_state, to_state,
           row_number() OVER w AS place,
           coalesce(lag(to_state) OVER w, 'pending') AS came_from,
           count(*) OVER () AS last
    FROM transitions WHERE order_id = o.id
    WINDOW w AS (ORDER BY sequence)
) t ON true
WHERE o.id = ANY ($1)
GROUP BY o.id
