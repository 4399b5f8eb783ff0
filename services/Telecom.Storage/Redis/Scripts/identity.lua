-- Writes what is fixed for a prefix when nothing is there, and tells what is.
-- KEYS: identity. ARGV: schema, partitions.
redis.call('HSETNX', KEYS[1], 'schema', ARGV[1])
redis.call('HSETNX', KEYS[1], 'partitions', ARGV[2])
return redis.call('HMGET', KEYS[1], 'schema', 'partitions')
