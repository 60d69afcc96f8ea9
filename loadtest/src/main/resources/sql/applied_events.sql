-- Events that have an outcome, over all partitions.
SELECT coalesce(sum(next_offset - first_offset), 0) FROM consumer_progress
