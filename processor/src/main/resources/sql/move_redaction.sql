-- Remembers how far a redaction has erased.
-- $1 redaction, $2 stage, $3 place within it
UPDATE redactions SET stage = $2, place = $3 WHERE id = $1
