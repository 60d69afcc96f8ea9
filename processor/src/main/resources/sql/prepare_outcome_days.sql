-- Makes room for the outcomes of the coming days.
-- $1 first day, $2 number of days
SELECT prepare_outcome_days($1, $2)
