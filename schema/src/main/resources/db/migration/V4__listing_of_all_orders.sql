-- The unfiltered listing asks for NULLS LAST and the filtered ones do not, though created_at is never null: the index over
-- all orders can then not be taken for a filtered listing, where it would read every newer order on the way to a rare one.
DROP INDEX orders_listing;
CREATE INDEX orders_listing ON orders (created_at DESC NULLS LAST, id DESC);
