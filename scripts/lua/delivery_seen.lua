-- Tells which deliveries were marked done with the same body.
--
-- KEYS    sluice:delivery:{<shop>}:<topic>:<webhook id>, any number, all of one shop
-- ARGV    for each key the fingerprint of the delivery's body, 16 bytes
-- returns for each key 1 when it holds that fingerprint, else 0
--
-- Another body under the same webhook id is no duplicate: the headers are not signed.

local seen = {}
for i, key in ipairs(KEYS) do
    seen[i] = redis.call('GET', key) == ARGV[i] and 1 or 0
end
return seen
