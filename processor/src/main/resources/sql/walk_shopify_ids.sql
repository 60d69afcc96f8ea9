-- Shopify's ids of orders after a place, each as often as there are orders.
-- $1 id after which to begin, $2 most rows. Result: shopify_order_id
SELECT shopify_order_id FROM orders WHERE shopify_order_id > $1 ORDER BY shopify_order_id LIMIT $2
