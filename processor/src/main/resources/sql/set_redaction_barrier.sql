-- Draws the line for redactions that are committed. Must be its transaction's first write: this statement's snapshot sees
-- them before the transaction gets its number, so a transaction that does not see them has a smaller one.
UPDATE redactions SET barrier = pg_current_xact_id() WHERE barrier IS NULL AND applied_at IS NULL
