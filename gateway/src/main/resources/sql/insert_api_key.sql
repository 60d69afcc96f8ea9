-- Makes an API key. Its time is the clock's and not the transaction's: it counts from the shop's registration on.
-- Binds: shop, name, digest, hint, actor. Result: id.
INSERT INTO api_keys (shop, name, digest, hint, created_at, created_by)
VALUES (:shop, :name, :digest, :hint, clock_timestamp(), :actor)
RETURNING id
