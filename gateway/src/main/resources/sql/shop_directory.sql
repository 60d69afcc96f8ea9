-- Every shop with its secrets, the newest secrets first.
-- binds: $1 most shops, $2 most secrets of one shop
-- result: (shop text, key_id text, ciphertext bytea), one row a secret; key_id and ciphertext are null for a shop without secrets
SELECT s.shop, k.key_id, k.ciphertext
FROM (SELECT shop FROM shops ORDER BY created_at, shop LIMIT $1) s
LEFT JOIN LATERAL (
    SELECT key_id, ciphertext, id FROM shop_secrets WHERE shop_secrets.shop = s.shop ORDER BY id DESC LIMIT $2
) k ON true
ORDER BY s.shop, k.id DESC
