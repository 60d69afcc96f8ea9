-- Adds units to what is available, or takes some away, but never more than there are; notes the movement.
-- Binds: shop, sku, delta, command_id.
-- Result: stock_after, available_after; no row when there are too few, or no such product.
WITH moved AS (
    UPDATE inventory
    SET stock = stock + :delta, available = available + :delta, updated_at = now()
    WHERE shop = :shop AND sku = :sku AND available + :delta >= 0
    RETURNING shop, sku, stock, available
)
INSERT INTO stock_movements
    (shop, sku, kind, stock, available, reserved, sold, stock_after, available_after, command_id, at)
SELECT shop, sku, 'adjusted', :delta, :delta, 0, 0, stock, available, :command_id, now()
FROM moved
RETURNING stock_after, available_after
