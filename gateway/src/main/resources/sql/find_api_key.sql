-- One API key as JSON.
-- Parts: api_key_json. Binds: id. Result: json; no row when there is no such key.
SELECT ${api_key_json} AS json
FROM api_keys k
JOIN shops s ON s.shop = k.shop
WHERE k.id = :id
