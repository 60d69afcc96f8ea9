-- Stores what was loaded, if the loader still has its lease and the catalog has not changed since it read; ends the lease.
--
-- KEYS    1 sluice:catalog:{<shop>}:product:<sku>, or sluice:catalog:{<shop>}:listings
--         2 sluice:catalog:{<shop>}:lease:<what>
--         3 sluice:catalog:{<shop>}:generation
-- ARGV    1 the field of a listing, empty for a product
--         2 the token of the lease
--         3 the generation that the loader saw in the snapshot in which it read
--         4 the value; empty to end the lease only
--         5 how long it is kept, in seconds
--         6 most listings of a shop
-- returns {1}: stored; {0}: the lease is somebody else's or has ended, nothing was stored; {-1}: the catalog has changed
--         since, what was read must not be shown as new; {2}: there is no room; {3}: there was nothing to store
--
-- A replica that lags behind gives an older generation, and so is refused in the same way. Listings lie in one hash, so
-- that a change drops them all at once and their number has an end; its time runs from the first of them.

local generation = tonumber(ARGV[3])
local mine = redis.call('GET', KEYS[2]) == ARGV[2]
if mine then
    redis.call('DEL', KEYS[2])
end
if tonumber(redis.call('GET', KEYS[3]) or '-1') > generation then
    return {-1}
end
if not mine then
    return {0}
end
if ARGV[4] == '' then
    return {3}
end
local ttl_s = tonumber(ARGV[5])
if ARGV[1] == '' then
    redis.call('SET', KEYS[1], ARGV[4], 'EX', ttl_s)
else
    if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[6]) then
        return {2}
    end
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[4])
    if redis.call('TTL', KEYS[1]) < 0 then
        redis.call('EXPIRE', KEYS[1], ttl_s)
    end
end
-- It must outlive every loader and every replica's lag; the catalog's caches are not older than it.
redis.call('SET', KEYS[3], ARGV[3], 'EX', 2 * ttl_s)
return {1}
