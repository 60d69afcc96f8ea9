-- Flags orders whose Shopify id another shop has too; locks them in the order in which batches do.
-- $1 Shopify's ids. Result: id
UPDATE orders SET clash = true WHERE id IN (
    SELECT o.id FROM orders o
    WHERE o.shopify_order_id = ANY ($1) AND NOT o.clash
        AND EXISTS (SELECT FROM orders other
                    WHERE other.shopify_order_id = o.shopify_order_id AND other.id <> o.id AND other.shop <> o.shop)
    ORDER BY o.id FOR UPDATE)
RETURNING id
