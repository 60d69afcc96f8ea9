-- Whether anything was ever to be erased; asked in every batch, so that find_redactions is not.
-- Result: whether there is a redaction
SELECT EXISTS (SELECT FROM redactions)
