-- What was done about events, and what came of it.
-- Binds: arrays of equal length, in the order of the columns.
INSERT INTO repair_history (command_id, log_id, partition, log_offset, action, actor, note, commanded_at, applied_at,
    outcome, reason)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
