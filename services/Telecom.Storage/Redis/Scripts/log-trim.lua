-- Removes records below an id, whole nodes of the stream first, about as many as the limit.
-- KEYS: log, meta. ARGV: id, limit (at least 256). Answers records removed, bytes given back, 1 when nothing is left below the id.
local below = redis.call('XREVRANGE', KEYS[1], '(' .. ARGV[1], '-', 'COUNT', 1)
if #below == 0 then
  return { 0, 0, 1 }
end
local limit = tonumber(ARGV[2])
local before = redis.call('MEMORY', 'USAGE', KEYS[1]) or 0
local removed = redis.call('XTRIM', KEYS[1], 'MINID', '~', ARGV[1], 'LIMIT', limit)
local gone, done
if removed + 128 < limit then
  removed = removed + redis.call('XTRIM', KEYS[1], 'MINID', '=', ARGV[1])
  gone, done = below[1][1], 1
else
  -- Everything before the first that is left.
  local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)
  if #first == 0 then
    gone, done = below[1][1], 1
  else
    local ms, n = string.match(first[1][1], '^(%d+)%-(%d+)$')
    gone = n == '0' and string.format('%.0f-9007199254740991', tonumber(ms) - 1) or string.format('%s-%.0f', ms, tonumber(n) - 1)
    done = 0
  end
end
if removed > 0 then
  redis.call('HSET', KEYS[2], 'trim', gone)
end
return { removed, math.max(0, before - (redis.call('MEMORY', 'USAGE', KEYS[1]) or 0)), done }
