-- Forgets a lane, if it still is as it was read.
-- KEYS: lanes:agent, agents, outcomes. ARGV: field, text as read, agent. Answers 1 when it was forgotten.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('UNLINK', KEYS[3])
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('SREM', KEYS[2], ARGV[3])
end
return 1
