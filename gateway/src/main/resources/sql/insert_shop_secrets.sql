-- Adds encrypted secrets to a shop.
-- Binds: shop, key_id, ciphertexts (an array of texts in base64). Result: rows updated.
INSERT INTO shop_secrets (shop, key_id, ciphertext)
SELECT :shop, :key_id, decode(s.ciphertext, 'base64')
FROM unnest(CAST(:ciphertexts AS text[])) WITH ORDINALITY s (ciphertext, n)
ORDER BY s.n
