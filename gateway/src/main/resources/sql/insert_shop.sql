-- Registers a shop, or registers one again that had uninstalled the app.
-- Binds: shop, name. Result: rows updated: 0 when the shop is registered already.
INSERT INTO shops AS s (shop, name) VALUES (:shop, :name)
ON CONFLICT (shop) DO UPDATE SET
    name = EXCLUDED.name, uninstalled_at = NULL, registered_at = now(), updated_at = now()
WHERE s.uninstalled_at IS NOT NULL
