-- Which of these commands were carried out before, each with the event that it was about.
-- $1 command ids
-- Result: command_id, log_id, partition, log_offset
SELECT command_id, log_id, partition, log_offset FROM repair_history WHERE command_id = ANY ($1)
