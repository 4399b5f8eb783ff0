-- Reads fields of hashes of a partition, if the lease is the newest and the position the expected one.
-- KEYS: own, then the hashes. ARGV: owner, fence, position, then for each hash in turn: how many of its fields (at most 1000), and those.
-- Answers the values; nothing when the lease or the position is another.
local KEYS, ARGV, call, unpack = KEYS, ARGV, redis.call, unpack
local own = call('HMGET', KEYS[1], 'owner', 'fence', 'position')
if own[1] ~= ARGV[1] or own[2] ~= ARGV[2] or own[3] ~= ARGV[3] then
  return nil
end
local values = {}
local at = 4
for i = 2, #KEYS do
  local fields = tonumber(ARGV[at])
  if fields == 1 then
    values[#values + 1] = call('HGET', KEYS[i], ARGV[at + 1])
  else
    local some = call('HMGET', KEYS[i], unpack(ARGV, at + 1, at + fields))
    for j = 1, fields do
      values[#values + 1] = some[j]
    end
  end
  at = at + 1 + fields
end
return values
