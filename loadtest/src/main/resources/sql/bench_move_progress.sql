-- The fence, as in the processor's transaction.
-- Binds: 1 next_offset, 2 log_id, 3 partition. Result: rows moved.
UPDATE bench_scratch.consumer_progress SET next_offset = ?, updated_at = now() WHERE log_id = ? AND partition = ?
