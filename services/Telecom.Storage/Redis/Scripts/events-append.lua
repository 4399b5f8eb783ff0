-- Appends events to a stream at a version, except those that it has.
-- KEYS: all, meta, events of the stream, ids of the stream. ARGV: clock shift (us), stream, expected version, then id, type, data and
-- recorded time of each event. Answers 1 or 0, and the stream's version.
-- A position is the server's time in microseconds, or one more than the last: it grows even over a fail-over that lost the last ones.
local version = redis.call('XLEN', KEYS[3])
local missing, seen = {}, {}
for at = 4, #ARGV, 4 do
  if not seen[ARGV[at]] and redis.call('HEXISTS', KEYS[4], ARGV[at]) == 0 then
    missing[#missing + 1] = at
  end
  seen[ARGV[at]] = true
end
if #missing == 0 then
  return { 1, version }
end
if version ~= tonumber(ARGV[3]) then
  return { 0, version }
end
local time = redis.call('TIME')
local position = math.max(
  tonumber(redis.call('HGET', KEYS[2], 'last') or '0') + 1,
  tonumber(time[1]) * 1000000 + tonumber(time[2]) + tonumber(ARGV[1]))
for _, at in ipairs(missing) do
  version = version + 1
  local place = string.format('%.0f-0', position)
  redis.call('XADD', KEYS[1], place, 's', ARGV[2], 'v', version, 'i', ARGV[at], 't', ARGV[at + 1], 'd', ARGV[at + 2], 'r', ARGV[at + 3])
  redis.call('XADD', KEYS[3], string.format('%.0f-0', version), 'p', string.format('%.0f', position))
  redis.call('HSET', KEYS[4], ARGV[at], version)
  position = position + 1
end
redis.call('HSET', KEYS[2], 'last', string.format('%.0f', position - 1))
return { 1, version }
