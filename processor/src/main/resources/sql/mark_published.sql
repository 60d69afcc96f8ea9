-- Marks transitions whose acknowledgements have all come.
-- $1 positions, $2 time
UPDATE transitions SET published_at = $2 WHERE published_at IS NULL AND position = ANY ($1)
