-- Notes that the caches of all changes up to a generation were cleared.
-- Binds: shop, after (null, or up to where they were cleared before: otherwise nothing is noted), generation.
-- Result: rows updated.
UPDATE catalogs
SET cleared = :generation
WHERE shop = :shop AND cleared < :generation AND generation >= :generation
  AND (CAST(:after AS bigint) IS NULL OR cleared = :after)
