namespace Telecom.Ingestion.Quotas;

/// <summary>
/// How many samples a second an agent and a customer may send, over all of their streams and calls. A bucket is kept until it is full
/// again, so that reconnecting gains nothing.
/// </summary>
internal sealed class SampleQuotas(IngestionOptions options, TimeProvider clock)
{
    /// <summary>Buckets above which those that are full are looked for and dropped.</summary>
    private const int SweepAbove = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _agents = [];
    private readonly Dictionary<string, Entry> _customers = [];
    private int _sweepAt = SweepAbove;

    /// <summary>The quota of an agent's stream or call; null when there is none.</summary>
    /// <param name="agent">Resource name of the agent, which begins with its customer.</param>
    public LaneQuota? Of(string agent)
    {
        if (options.MaxSamplesPerSecondPerAgent == 0 && options.MaxSamplesPerSecondPerCustomer == 0)
        {
            return null;
        }

        string customer = CustomerOf(agent);
        lock (_lock)
        {
            Sweep();
            return new LaneQuota(
                agent,
                Bucket(_agents, agent, options.MaxSamplesPerSecondPerAgent),
                Bucket(_customers, customer, options.MaxSamplesPerSecondPerCustomer),
                options,
                clock);
        }
    }

    /// <summary>Resource name of an agent's customer.</summary>
    public static string CustomerOf(string agent) => agent[..agent.LastIndexOf("/agents/", StringComparison.Ordinal)];

    private TokenBucket? Bucket(Dictionary<string, Entry> buckets, string name, long perSecond)
    {
        if (perSecond == 0)
        {
            return null;
        }

        if (!buckets.TryGetValue(name, out Entry? entry) || entry.Take() is not { } bucket)
        {
            bucket = new TokenBucket(perSecond, options.QuotaBurst, clock);
            buckets[name] = new Entry(bucket);
        }

        return bucket;
    }

    // A full one is let go, and forgotten when no open stream has it either: streams of one agent never have two.
    private void Sweep()
    {
        if (_agents.Count + _customers.Count < _sweepAt)
        {
            return;
        }

        foreach (Dictionary<string, Entry> buckets in new[] { _agents, _customers })
        {
            foreach ((string name, Entry entry) in buckets)
            {
                if (!entry.LetGo())
                {
                    buckets.Remove(name);
                }
            }
        }

        _sweepAt = Math.Max(SweepAbove, 2 * (_agents.Count + _customers.Count));
    }

    /// <summary>A bucket that is kept while it is overdrawn or anybody has it.</summary>
    private sealed class Entry(TokenBucket bucket)
    {
        private readonly WeakReference<TokenBucket> _shared = new(bucket);
        private TokenBucket? _kept = bucket;

        /// <summary>The bucket, kept again; null when it is gone.</summary>
        public TokenBucket? Take() => _kept ??= _shared.TryGetTarget(out TokenBucket? bucket) ? bucket : null;

        /// <summary>Lets a full bucket go.</summary>
        /// <returns>False when it is gone.</returns>
        public bool LetGo()
        {
            if (!_shared.TryGetTarget(out TokenBucket? bucket))
            {
                return false;
            }

            _kept = bucket.IsFull ? null : bucket;
            return true;
        }
    }
}
