-- Puts a new product's first units on sale, and notes the movement.
-- Binds: shop, sku, stock. Result: rows updated.
WITH counted AS (
    INSERT INTO inventory (shop, sku, stock, available) VALUES (:shop, :sku, :stock, :stock)
    RETURNING shop, sku, stock, available
)
INSERT INTO stock_movements (shop, sku, kind, stock, available, reserved, sold, at)
SELECT shop, sku, 'created', stock, available, 0, 0, now()
FROM counted
