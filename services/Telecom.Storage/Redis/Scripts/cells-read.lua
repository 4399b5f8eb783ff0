-- Reads fields of hashes. KEYS: hashes. ARGV: index of the hash from 1 and field, for each value. Answers the values.
local values = {}
for at = 1, #ARGV, 2 do
  values[#values + 1] = redis.call('HGET', KEYS[tonumber(ARGV[at])], ARGV[at + 1])
end
return values
