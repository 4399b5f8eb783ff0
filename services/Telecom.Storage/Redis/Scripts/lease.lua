-- Takes or renews the lease of a partition by the server's clock.
-- KEYS: own. ARGV: clock shift (us), owner, duration (us). Answers fence and position, or nothing when another owner holds it.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2]) + tonumber(ARGV[1])
local own = redis.call('HMGET', KEYS[1], 'owner', 'expires', 'duration', 'fence', 'position')
local owner, left = own[1] or '', (tonumber(own[2] or '0')) - now
-- What has more left than twice its duration is not believed: a clock stepped back, or another node's clock is behind.
if owner ~= '' and owner ~= ARGV[2] and left > 0 and left <= 2 * tonumber(own[3]) then
  return nil
end
local fence = tonumber(own[4] or '0')
if owner ~= ARGV[2] then
  fence = fence + 1
end
local position = own[5] or '0 0'
redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'expires', string.format('%.0f', now + tonumber(ARGV[3])), 'duration', ARGV[3],
  'fence', string.format('%.0f', fence), 'position', position)
return { string.format('%.0f', fence), position }
