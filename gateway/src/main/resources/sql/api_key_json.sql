-- An API key as staff see it: never the key itself. A part that statements include where they need it; k is a row of
-- api_keys, s of shops.
json_build_object(
    'id', k.id::text,
    'shop', k.shop,
    'name', k.name,
    'hint', k.hint,
    'active', k.revoked_at IS NULL AND s.uninstalled_at IS NULL AND k.created_at >= s.registered_at,
    'created_at', to_char(k.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'created_by', k.created_by,
    'revoked_at', to_char(k.revoked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'revoked_by', k.revoked_by)
