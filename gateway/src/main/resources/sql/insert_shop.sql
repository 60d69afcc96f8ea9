-- Registers a shop.
-- Binds: shop, name. Result: rows updated: 0 when the shop is there already.
INSERT INTO shops (shop, name) VALUES (:shop, :name) ON CONFLICT (shop) DO NOTHING
