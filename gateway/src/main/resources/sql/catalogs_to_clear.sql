-- Catalogs that changed at least a second ago and whose caches nobody has cleared since, the oldest first.
-- Binds: most. Result: shop, generation, cleared.
SELECT shop, generation, cleared
FROM catalogs
WHERE cleared < generation AND changed_at < clock_timestamp() - interval '1 second'
ORDER BY changed_at
LIMIT :most
