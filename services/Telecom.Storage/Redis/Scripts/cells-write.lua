-- Writes what a fold or a roll-up made, and the position, in one step, if the lease is the newest and the position the expected one.
-- KEYS: own, then the others, named by their index from 1.
-- ARGV: owner, fence, expected position, next position (or empty), writer, number of this step among the writer's, numbers of
--       groups, values, counts, marks and clears; then
--   groups: hash, circuit index, partition index, group, member of either index: added to the indexes when the hash is new;
--   values: hash, field, value;  counts: hash, field, how many more;
--   marks (a roll-up is due): hash, field, due set, member, start, hash and field of the day's count of due hours (0 for a day);
--   clears (it no longer is): hash, field, due set, member, hash and field of the same count.
-- Answers 1 when written, by this call or by an earlier one with the same number whose answer was lost; else 0. A call that a broken
-- connection delivers after a later step of its writer is not carried out: a roll-up would take marks away that are newer than it.
local KEYS, ARGV, call, tonumber = KEYS, ARGV, redis.call, tonumber
local own = call('HMGET', KEYS[1], 'owner', 'fence', 'position', 'writer', 'step')
if own[4] == ARGV[5] then
  local step = tonumber(own[5])
  if step >= tonumber(ARGV[6]) then
    return step == tonumber(ARGV[6]) and 1 or 0
  end
end
if own[1] ~= ARGV[1] or own[2] ~= ARGV[2] or own[3] ~= ARGV[3] then
  return 0
end

-- Groups are new once a day or less: a slice of them is asked for in one command, and looked at one by one only when one is missing.
local at = 12
local left = tonumber(ARGV[7])
while left > 0 do
  local slice = left < 1000 and left or 1000
  local hashes = {}
  for i = 1, slice do
    hashes[i] = KEYS[1 + ARGV[at + 6 * (i - 1)]]
  end
  if call('EXISTS', unpack(hashes)) < slice then
    for i = 1, slice do
      if call('EXISTS', hashes[i]) == 0 then
        local group = at + 6 * (i - 1)
        call('ZADD', KEYS[1 + ARGV[group + 1]], ARGV[group + 3], ARGV[group + 4])
        call('ZADD', KEYS[1 + ARGV[group + 2]], ARGV[group + 3], ARGV[group + 5])
      end
    end
  end
  at = at + 6 * slice
  left = left - slice
end
for _ = 1, tonumber(ARGV[8]) do
  call('HSET', KEYS[1 + ARGV[at]], ARGV[at + 1], ARGV[at + 2])
  at = at + 3
end
for _ = 1, tonumber(ARGV[9]) do
  call('HINCRBY', KEYS[1 + ARGV[at]], ARGV[at + 1], ARGV[at + 2])
  at = at + 3
end
for _ = 1, tonumber(ARGV[10]) do
  if call('HSETNX', KEYS[1 + ARGV[at]], ARGV[at + 1], '') == 1 then
    call('ZADD', KEYS[1 + ARGV[at + 2]], ARGV[at + 4], ARGV[at + 3])
    if ARGV[at + 5] ~= '0' then
      call('HINCRBY', KEYS[1 + ARGV[at + 5]], ARGV[at + 6], 1)
    end
  end
  at = at + 7
end
for _ = 1, tonumber(ARGV[11]) do
  if call('HDEL', KEYS[1 + ARGV[at]], ARGV[at + 1]) == 1 then
    call('ZREM', KEYS[1 + ARGV[at + 2]], ARGV[at + 3])
    if ARGV[at + 4] ~= '0' and call('HINCRBY', KEYS[1 + ARGV[at + 4]], ARGV[at + 5], -1) <= 0 then
      call('HDEL', KEYS[1 + ARGV[at + 4]], ARGV[at + 5])
    end
  end
  at = at + 6
end
if ARGV[4] ~= '' then
  call('HSET', KEYS[1], 'position', ARGV[4], 'writer', ARGV[5], 'step', ARGV[6])
else
  call('HSET', KEYS[1], 'writer', ARGV[5], 'step', ARGV[6])
end
return 1
