-- Makes a repair job; does nothing when it was made before.
-- Binds: id, action, outcome, filter (JSON), actor, reason (may be null), created_at.
INSERT INTO repair_jobs (id, action, outcome, filter, actor, reason, state, created_at, next_step_at)
VALUES (:id, :action, :outcome, CAST(:filter AS jsonb), :actor, :reason, 'running', :created_at, now())
ON CONFLICT (id) DO NOTHING
