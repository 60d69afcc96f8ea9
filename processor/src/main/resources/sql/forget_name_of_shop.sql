-- A shop may be called after a person.
-- $1 shop
UPDATE shops SET name = left(shop, 200), updated_at = now() WHERE shop = $1
