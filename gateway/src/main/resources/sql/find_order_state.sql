-- Where an order stands, for judging a command.
-- Binds: id. Result: state, sequence, version, facts; no row when there is no such order.
SELECT state, sequence, version, facts FROM orders WHERE id = :id
