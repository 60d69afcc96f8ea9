-- What the databases of this server take up that its user may look at.
-- result: one row (bytes bigint, sees_write_ahead_log boolean: whether write_ahead_log_size may be run)
SELECT coalesce(sum(pg_database_size(oid)) FILTER (WHERE has_database_privilege(oid, 'CONNECT')), 0)::bigint AS bytes,
       has_function_privilege('pg_ls_waldir()', 'EXECUTE') AS sees_write_ahead_log
FROM pg_database
