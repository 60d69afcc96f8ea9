-- Reads what is cached of a catalog. Who finds nothing is given the lease to load it, unless somebody else has it.
--
-- KEYS    1 sluice:catalog:{<shop>}:product:<sku>, or sluice:catalog:{<shop>}:listings
--         2 sluice:catalog:{<shop>}:lease:<what>
--         3 sluice:catalog:{<shop>}:generation
-- ARGV    1 the field of a listing, empty for a product
--         2 a token that nobody else uses
--         3 how long the lease is good for, in milliseconds
-- returns {0, value}; or {1, generation}: the lease is yours; or {2, generation}: somebody else loads it. The generation is
--         the newest that Redis knows of, -1 for none
--
-- The lease keeps a thousand readers from loading the same, and a loader of before a FLUSHALL from storing after it.

local value
if ARGV[1] == '' then
    value = redis.call('GET', KEYS[1])
else
    value = redis.call('HGET', KEYS[1], ARGV[1])
end
if value then
    return {0, value}
end
local generation = tonumber(redis.call('GET', KEYS[3]) or '-1')
if redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[3]) then
    return {1, generation}
end
return {2, generation}
