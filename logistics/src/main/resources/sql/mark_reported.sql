-- Marks results whose acknowledgements have come.
-- Binds: positions
UPDATE logistics.results SET reported_at = now() WHERE position = ANY (?) AND reported_at IS NULL
