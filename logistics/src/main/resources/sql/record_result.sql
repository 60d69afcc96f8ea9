-- Keeps what is to be reported, each status once.
-- Binds: order id, status, tracking number, time
INSERT INTO logistics.results (order_id, status, tracking_number, occurred_at) VALUES (?, ?, ?, ?)
ON CONFLICT (order_id, status) DO NOTHING
