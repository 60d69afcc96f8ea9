-- Keeps the row of a shop that has the app until the end of the transaction.
-- Binds: shop. Result: shop; no row when it is not registered.
SELECT shop FROM shops WHERE shop = :shop AND uninstalled_at IS NULL FOR NO KEY UPDATE
