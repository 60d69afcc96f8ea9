-- A shop that is registered again sends orders of a new beginning: what is received from now on is not stripped.
-- Binds: shop. Result: rows updated.
UPDATE redactions SET lifted_at = now() WHERE shop = :shop AND topic = 'shop/redact' AND lifted_at IS NULL
