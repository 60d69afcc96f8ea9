-- What the files of the write-ahead log take up. For members of pg_monitor.
-- result: one row (bytes bigint)
SELECT coalesce(sum(size), 0)::bigint AS bytes
FROM pg_ls_waldir()
