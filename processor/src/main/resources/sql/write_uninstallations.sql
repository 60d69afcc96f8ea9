-- Shops that uninstalled the app, unless they were registered again since.
-- $1 shops, $2 times
UPDATE shops s SET uninstalled_at = greatest(s.uninstalled_at, b.received_at), updated_at = now()
FROM (SELECT shop, max(received_at) AS received_at FROM unnest($1, $2) AS u (shop, received_at) GROUP BY shop) b
WHERE s.shop = b.shop AND s.registered_at <= b.received_at
    AND (s.uninstalled_at IS NULL OR s.uninstalled_at < b.received_at)
