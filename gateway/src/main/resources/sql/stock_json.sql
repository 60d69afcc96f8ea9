-- What there is of a product. A part that statements include where they need it; i is a row of inventory. Holds that only
-- Redis knows are outside the equation.
json_build_object(
    'shop', i.shop,
    'sku', i.sku,
    'stock', i.stock,
    'available', i.available,
    'reserved', i.reserved,
    'sold', i.sold,
    'held', 0,
    'balanced', i.stock = i.available + i.reserved + i.sold AND least(i.available, i.reserved, i.sold) >= 0)
