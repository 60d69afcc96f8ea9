-- A shop as the API shows it. A part that statements include where they need it; s is a row of shops.
json_build_object(
    'shop', s.shop,
    'name', s.name,
    'secrets', (
        SELECT coalesce(json_agg(json_build_object(
                   'id', k.id::text,
                   'created_at', to_char(k.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                   ORDER BY k.id), '[]')
        FROM shop_secrets k
        WHERE k.shop = s.shop),
    'uninstalled_at', to_char(s.uninstalled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'created_at', to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'updated_at', to_char(s.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
