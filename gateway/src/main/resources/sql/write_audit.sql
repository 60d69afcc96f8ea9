-- Writes an entry of the audit log.
-- Binds: at, actor, action, target, shop (may be null), detail (JSON), request_id.
INSERT INTO audit_log (at, actor, action, target, shop, detail, request_id)
VALUES (:at, :actor, :action, :target, :shop, CAST(:detail AS jsonb), :request_id)
