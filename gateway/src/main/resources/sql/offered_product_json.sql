-- A product as storefronts see it. A part that statements include where they need it; p is a row of products, i one of
-- inventory.
json_build_object(
    'sku', p.sku,
    'name', p.name,
    'description', p.description,
    'brand', p.brand,
    'category', p.category,
    'price', p.price::text,
    'currency', p.currency,
    'stock', i.stock,
    'per_customer_limit', p.per_customer_limit)
