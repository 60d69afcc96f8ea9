-- How many keys of a shop are good.
-- Binds: shop. Result: a number.
SELECT count(*)
FROM api_keys k
JOIN shops s ON s.shop = k.shop
WHERE k.shop = :shop AND k.revoked_at IS NULL AND k.created_at >= s.registered_at
