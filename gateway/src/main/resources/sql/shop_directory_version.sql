-- Changes whenever a shop or a secret is added, changed or removed.
-- binds: none
-- result: one row (version text). xmin is the row version's transaction, so it moves with every update of a row.
SELECT (SELECT count(*) || ':' || coalesce(bit_xor(hashtextextended(shop, xmin::text::bigint)), 0) FROM shops)
    || '/'
    || (SELECT count(*) || ':' || coalesce(bit_xor(hashint8extended(id, xmin::text::bigint)), 0) FROM shop_secrets)
       AS version
