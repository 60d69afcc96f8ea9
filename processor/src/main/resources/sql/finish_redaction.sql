-- The stored rows of a redaction are erased.
-- $1 redaction
UPDATE redactions SET stage = 'erased', place = '', applied_at = now() WHERE id = $1
