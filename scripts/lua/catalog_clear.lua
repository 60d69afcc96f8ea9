-- Drops what is cached of products that changed, and all listings of their shop.
--
-- KEYS    1 sluice:catalog:{<shop>}:generation
--         2 sluice:catalog:{<shop>}:listings
--         further sluice:catalog:{<shop>}:product:<sku>, any number
-- ARGV    1 the catalog's generation after the change
--         2 how long cached values are kept, in seconds
-- returns {how many keys were dropped}
--
-- To be called after the commit. From then on nothing that was read before it is stored. May come late, again, and out of
-- turn: the generation never goes back.

local generation = tonumber(redis.call('GET', KEYS[1]) or '-1')
if generation < tonumber(ARGV[1]) then
    redis.call('SET', KEYS[1], ARGV[1], 'EX', 2 * tonumber(ARGV[2]))
end
local dropped = 0
for i = 2, #KEYS do
    dropped = dropped + redis.call('UNLINK', KEYS[i])
end
return {dropped}
