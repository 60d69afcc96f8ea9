-- The API keys that are good: not revoked, and made since their shop was registered, which it still is.
-- Binds: most. Result: id, shop, digest.
SELECT k.id, k.shop, k.digest
FROM api_keys k
JOIN shops s ON s.shop = k.shop
WHERE k.revoked_at IS NULL AND s.uninstalled_at IS NULL AND k.created_at >= s.registered_at
ORDER BY k.id
LIMIT :most
