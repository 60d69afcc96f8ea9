-- Ends secrets of a shop.
-- Binds: shop, ids (an array; null for all of them). Result: rows updated.
DELETE FROM shop_secrets WHERE shop = :shop AND (CAST(:ids AS bigint[]) IS NULL OR id = ANY (CAST(:ids AS bigint[])))
