-- Changes whenever an API key is made or revoked, or a shop is registered or uninstalls the app.
-- Result: one row (version text). xmin is the row version's transaction, so it moves with every update of a row.
SELECT (SELECT count(*) || ':' || coalesce(bit_xor(hashint8extended(id, xmin::text::bigint)), 0) FROM api_keys)
    || '/'
    || (SELECT count(*) || ':' || coalesce(bit_xor(hashtextextended(shop, xmin::text::bigint)), 0) FROM shops)
       AS version
