-- A product as staff see it. A part that statements include where they need it; p is a row of products, i one of
-- inventory.
json_build_object(
    'shop', p.shop,
    'sku', p.sku,
    'name', p.name,
    'description', p.description,
    'brand', p.brand,
    'category', p.category,
    'price', p.price::text,
    'currency', p.currency,
    'active', p.active,
    'stock', i.stock,
    'per_customer_limit', p.per_customer_limit,
    'created_at', to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'updated_at', to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
