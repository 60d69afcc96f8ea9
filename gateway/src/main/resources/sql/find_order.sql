-- One order as JSON.
-- Parts: order_json. Binds: id. Result: json; no row when there is no such order.
SELECT ${order_json} AS json
FROM orders o
WHERE o.id = :id
