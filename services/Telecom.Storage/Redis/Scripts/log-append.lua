-- Appends a group of batches to one partition in one step, each unless its lane has it, in their order.
-- KEYS: log, meta, agents, then lanes:agent of each agent, outcomes of each lane, content:agent of each agent.
-- ARGV: clock shift (us), least millisecond of an id, content window (ms), agents, lanes; each agent's name; each lane's agent (from 1)
--       and field; then for each batch: lane (from 1), sequence, sequence - 1, stored, refused, record, outcome, content keys (16 bytes each).
-- Answers the last id ever given, then for each batch: 0 appended, 1 duplicate, 2 gap, 3 known content; the lane's last sequence; and
-- the stored outcome (1) or the indexes of the known keys (3). Sequence numbers are compared as decimal text: they exceed 2^53.
local log, meta, agents = KEYS[1], KEYS[2], KEYS[3]
local window = tonumber(ARGV[3])
local agentCount, laneCount = tonumber(ARGV[4]), tonumber(ARGV[5])
local lanesAt = 5 + agentCount
local batch = lanesAt + 2 * laneCount + 1

local time = redis.call('TIME')
local now = math.floor((tonumber(time[1]) * 1000000 + tonumber(time[2]) + tonumber(ARGV[1])) / 1000)
local last = redis.call('HGET', meta, 'last') or '0-0'
-- Ids never go back: not when the clock does, nor after a fail-over to a node whose clock is behind.
local id = string.format('%.0f-*', math.max(now, tonumber(ARGV[2]), tonumber(string.match(last, '^%d+'))))
local nowText = string.format('%.0f', now)

local states = {}
local function lane(index)
  local state = states[index]
  if not state then
    local agent = tonumber(ARGV[lanesAt + 2 * index - 1])
    state = { agent = agent, field = ARGV[lanesAt + 2 * index], sequence = '0', stored = 0, refused = 0, record = '0-0', changed = false }
    local text = redis.call('HGET', KEYS[3 + agent], state.field)
    if text then
      local sequence, stored, refused, record = string.match(text, '^(%d+) (%d+) (%d+) %d+ (%d+%-%d+)$')
      state.sequence, state.stored, state.refused, state.record = sequence, tonumber(stored), tonumber(refused), record
    else
      state.new = true
    end
    states[index] = state
  end
  return state
end

local function atMost(a, b)
  return #a < #b or (#a == #b and a <= b)
end

-- Indexes (from 0) of the keys that are known; else remembers all of them. Calls take slices, for Lua's stack is small.
local contents = {}
local function content(agent, packed)
  local key = KEYS[3 + agentCount + laneCount + agent]
  local list, known = {}, {}
  for at = 1, #packed, 16 do
    list[#list + 1] = string.sub(packed, at, at + 15)
  end
  for from = 1, #list, 2000 do
    local to = math.min(from + 1999, #list)
    local scores = redis.call('ZMSCORE', key, unpack(list, from, to))
    for i = 1, to - from + 1 do
      if scores[i] and tonumber(scores[i]) > now - window then
        known[#known + 1] = from + i - 2
      end
    end
  end
  if #known > 0 then
    return table.concat(known, ' ')
  end
  for from = 1, #list, 2000 do
    local pairs = {}
    for i = from, math.min(from + 1999, #list) do
      pairs[#pairs + 1] = nowText
      pairs[#pairs + 1] = list[i]
    end
    redis.call('ZADD', key, unpack(pairs))
  end
  contents[key] = true
end

local answer = { '' }
local function tell(code, sequence, rest)
  answer[#answer + 1] = code
  answer[#answer + 1] = sequence
  answer[#answer + 1] = rest
end

while batch <= #ARGV do
  local index = tonumber(ARGV[batch])
  local state = lane(index)
  local sequence = ARGV[batch + 1]
  if atMost(sequence, state.sequence) then
    local kept = redis.call('XRANGE', KEYS[3 + agentCount + index], sequence .. '-0', sequence .. '-0')
    tell(1, state.sequence, kept[1] and kept[1][2][2] or '')
  elseif ARGV[batch + 2] ~= state.sequence then
    tell(2, state.sequence, '')
  else
    local known = #ARGV[batch + 7] > 0 and content(state.agent, ARGV[batch + 7])
    if known then
      tell(3, state.sequence, known)
    else
      if #ARGV[batch + 5] > 0 then
        last = redis.call('XADD', log, id, 'r', ARGV[batch + 5])
        state.record = last
      end
      if #ARGV[batch + 6] > 0 then
        redis.call('XADD', KEYS[3 + agentCount + index], 'MAXLEN', '=', 1024, sequence .. '-0', 'o', ARGV[batch + 6])
      end
      state.sequence = sequence
      state.stored = state.stored + tonumber(ARGV[batch + 3])
      state.refused = state.refused + tonumber(ARGV[batch + 4])
      state.changed = true
      tell(0, sequence, '')
    end
  end
  batch = batch + 8
end

for _, state in pairs(states) do
  if state.changed then
    redis.call('HSET', KEYS[3 + state.agent], state.field,
      string.format('%s %.0f %.0f %s %s', state.sequence, state.stored, state.refused, nowText, state.record))
    if state.new then
      redis.call('SADD', agents, ARGV[5 + state.agent])
    end
  end
end
for key in pairs(contents) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%.0f', now - window))
  redis.call('PEXPIRE', key, window)
end
redis.call('HSET', meta, 'last', last)
answer[1] = last
return answer
