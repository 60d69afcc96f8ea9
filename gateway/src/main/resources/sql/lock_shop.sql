-- Changes a shop and keeps its row until the end of the transaction, so that changes of its secrets come one by one.
-- Binds: shop, name (null to leave it). Result: rows updated: 0 when there is no such shop.
UPDATE shops SET name = coalesce(CAST(:name AS text), name), updated_at = now() WHERE shop = :shop
