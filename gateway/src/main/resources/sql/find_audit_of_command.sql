-- The entry of a command that was given before.
-- Binds: command_id, actor, action, target, detail (JSON).
-- Result: at, same (whether the entry says the same); no row when the id is new.
SELECT at, (actor, action, target, detail) = (:actor, :action, :target, CAST(:detail AS jsonb)) AS same
FROM audit_log
WHERE command_id = :command_id
