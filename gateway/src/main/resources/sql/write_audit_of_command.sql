-- Writes the entry of a command, unless its id is there: then nothing changes, and the entry that is there is returned.
-- Binds: at, actor, action, target, shop (may be null), detail (JSON), request_id, command_id.
-- Result: one row: at, same (whether the entry says the same).
INSERT INTO audit_log AS a (at, actor, action, target, shop, detail, request_id, command_id)
VALUES (:at, :actor, :action, :target, :shop, CAST(:detail AS jsonb), :request_id, :command_id)
ON CONFLICT (command_id) WHERE command_id IS NOT NULL DO UPDATE SET command_id = a.command_id
RETURNING a.at, (a.actor, a.action, a.target, a.detail) = (:actor, :action, :target, CAST(:detail AS jsonb)) AS same
