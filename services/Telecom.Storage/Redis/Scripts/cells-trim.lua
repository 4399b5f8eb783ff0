-- Removes the cells of a group that start before retention, except what is due and what a due roll-up is made of.
-- KEYS: hash, circuit index, partition index, hash of the level above (the hash itself when there is none).
-- ARGV: circuit member, partition member, first unit of the group, first unit that stays, most to remove,
--       units in one of the level above (0 when there is none), units of the level above in one of its groups.
-- Answers how many were removed.
local first, stays, most = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local ratio, above = tonumber(ARGV[6]), tonumber(ARGV[7])
local removed = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  local unit = tonumber(field)
  if unit and removed < most and first + unit < stays and redis.call('HEXISTS', KEYS[1], field .. 'd') == 0 then
    local due = 0
    if ratio > 0 then
      due = redis.call('HEXISTS', KEYS[4], string.format('%.0fd', math.floor((first + unit) / ratio) % above))
    end
    if due == 0 then
      redis.call('HDEL', KEYS[1], field)
      removed = removed + 1
    end
  end
end
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZREM', KEYS[3], ARGV[2])
end
return removed
