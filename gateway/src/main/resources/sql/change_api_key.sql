-- Names an API key anew, or revokes it; a key that is revoked keeps when and by whom.
-- Binds: id, name (null to leave it), revoke, actor. Result: shop; no row when there is no such key.
UPDATE api_keys
SET name = coalesce(CAST(:name AS text), name),
    revoked_at = CASE WHEN :revoke THEN coalesce(revoked_at, now()) ELSE revoked_at END,
    revoked_by = CASE WHEN :revoke THEN coalesce(revoked_by, :actor) ELSE revoked_by END
WHERE id = :id
RETURNING shop
