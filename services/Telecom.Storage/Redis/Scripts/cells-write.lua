-- Writes what a fold or a roll-up made, and the position, in one step, if the lease is the newest and the position the expected one.
-- KEYS: own, then the others, named by their index from 1.
-- ARGV: owner, fence, expected position (or empty), next position (or empty), id of this step, numbers of groups, values, counts, marks
--       and clears; then
--   groups: hash, circuit index, partition index, group, member of either index: added to the indexes when the hash is new;
--   values: hash, field, value;  counts: hash, field, how many more;
--   marks (a roll-up is due): hash, field, due set, member, start, hash and field of the day's count of due hours (0 for a day);
--   clears (it no longer is): hash, field, due set, member, hash and field of the same count.
-- Answers 1 when written, by this call or by an earlier one with the same id whose answer was lost; else 0.
local own = redis.call('HMGET', KEYS[1], 'owner', 'fence', 'position', 'step')
if own[4] == ARGV[5] then
  return 1
end
if own[1] ~= ARGV[1] or own[2] ~= ARGV[2] or (ARGV[3] ~= '' and own[3] ~= ARGV[3]) then
  return 0
end
local at = 11
local function key(offset)
  return KEYS[1 + tonumber(ARGV[at + offset])]
end
local function each(count, size, step)
  for _ = 1, tonumber(count) do
    step()
    at = at + size
  end
end

each(ARGV[6], 6, function()
  if redis.call('EXISTS', key(0)) == 0 then
    redis.call('ZADD', key(1), ARGV[at + 3], ARGV[at + 4])
    redis.call('ZADD', key(2), ARGV[at + 3], ARGV[at + 5])
  end
end)
each(ARGV[7], 3, function()
  redis.call('HSET', key(0), ARGV[at + 1], ARGV[at + 2])
end)
each(ARGV[8], 3, function()
  redis.call('HINCRBY', key(0), ARGV[at + 1], ARGV[at + 2])
end)
each(ARGV[9], 7, function()
  if redis.call('HSET', key(0), ARGV[at + 1], '') == 1 then
    redis.call('ZADD', key(2), ARGV[at + 4], ARGV[at + 3])
    if ARGV[at + 5] ~= '0' then
      redis.call('HINCRBY', key(5), ARGV[at + 6], 1)
    end
  end
end)
each(ARGV[10], 6, function()
  if redis.call('HDEL', key(0), ARGV[at + 1]) == 1 then
    redis.call('ZREM', key(2), ARGV[at + 3])
    if ARGV[at + 4] ~= '0' and redis.call('HINCRBY', key(4), ARGV[at + 5], -1) <= 0 then
      redis.call('HDEL', key(4), ARGV[at + 5])
    end
  end
end)
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'position', ARGV[4], 'step', ARGV[5])
else
  redis.call('HSET', KEYS[1], 'step', ARGV[5])
end
return 1
