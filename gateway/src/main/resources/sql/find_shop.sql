-- One shop as JSON.
-- Parts: shop_json. Binds: shop. Result: json; no row when there is no such shop.
SELECT ${shop_json} AS json
FROM shops s
WHERE s.shop = :shop
