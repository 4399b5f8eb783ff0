-- Gives a lease back, if it is still held. KEYS: own. ARGV: owner, fence.
local own = redis.call('HMGET', KEYS[1], 'owner', 'fence')
if own[1] == ARGV[1] and own[2] == ARGV[2] then
  redis.call('HSET', KEYS[1], 'owner', '')
  return 1
end
return 0
