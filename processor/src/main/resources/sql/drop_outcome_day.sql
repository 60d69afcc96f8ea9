-- Drops the oldest day of outcomes.
-- $1 only a day before this one
-- Result: the day that was dropped; null when there is none
SELECT drop_outcome_day($1)
