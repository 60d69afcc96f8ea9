-- The server ends this connection, and with it the ownership, when nothing is heard on it for this long.
-- $1 time, with its unit
-- Result: the time
SELECT set_config('idle_session_timeout', $1, false)
