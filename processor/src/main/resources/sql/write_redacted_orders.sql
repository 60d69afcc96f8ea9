-- Orders of redacted customers that this batch met: from now on they are redacted by their id.
-- $1 order ids, $2 ids of the redactions
INSERT INTO redacted_orders (order_id, redaction_id)
SELECT * FROM unnest($1, $2) AS b (order_id, redaction_id) ORDER BY order_id
ON CONFLICT (order_id) DO NOTHING
