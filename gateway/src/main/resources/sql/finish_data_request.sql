-- A data request was handed over; whom it was about is forgotten.
-- Binds: log_id, partition, log_offset, actor. Result: rows updated: 0 when it was done before, or there is none.
UPDATE compliance_requests SET done_at = now(), done_by = :actor, customer_id = NULL
WHERE log_id = :log_id AND partition = :partition AND log_offset = :log_offset
    AND topic = 'customers/data_request' AND done_at IS NULL
