-- The listing filtered by shop and state together: without it a rare state of a large shop would be looked for in all of
-- the shop's orders.
CREATE INDEX orders_by_shop_and_state ON orders (shop, state, created_at DESC, id DESC);
