-- Marks deliveries done, after the log acknowledged them.
--
-- KEYS    sluice:delivery:{<shop>}:<topic>:<webhook id>, any number, all of one shop
-- ARGV    for each key the fingerprint of the delivery's body, 16 bytes; then the time to keep the marks, in seconds
-- returns for each key 1
--
-- A later body under the same webhook id replaces the earlier one: this is a hint, the processor is the authority.

local ttl_s = ARGV[#KEYS + 1]
local done = {}
for i, key in ipairs(KEYS) do
    redis.call('SET', key, ARGV[i], 'EX', ttl_s)
    done[i] = 1
end
return done
