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
    private readonly Dictionary<string, TokenBucket> _agents = [];
    private readonly Dictionary<string, TokenBucket> _customers = [];
    private int _sweepAt = SweepAbove;

    /// <summary>The quota of an agent's stream or call; null when there is none.</summary>
    /// <param name="agent">Resource name of the agent, which begins with its customer.</param>
    public LaneQuota? Of(string agent)
    {
        if (options.MaxSamplesPerSecondPerAgent == 0 && options.MaxSamplesPerSecondPerCustomer == 0)
        {
            return null;
        }

        string customer = agent[..agent.LastIndexOf("/agents/", StringComparison.Ordinal)];
        lock (_lock)
        {
            Sweep();
            return new LaneQuota(
                Bucket(_agents, agent, options.MaxSamplesPerSecondPerAgent),
                Bucket(_customers, customer, options.MaxSamplesPerSecondPerCustomer),
                options,
                clock);
        }
    }

    private TokenBucket? Bucket(Dictionary<string, TokenBucket> buckets, string name, long perSecond)
    {
        if (perSecond == 0)
        {
            return null;
        }

        if (!buckets.TryGetValue(name, out TokenBucket? bucket))
        {
            bucket = new TokenBucket(perSecond, options.QuotaBurst, clock);
            buckets.Add(name, bucket);
        }

        return bucket;
    }

    // An open stream whose bucket is dropped keeps it for itself; that it is full says that the stream is idle.
    private void Sweep()
    {
        if (_agents.Count + _customers.Count < _sweepAt)
        {
            return;
        }

        foreach (Dictionary<string, TokenBucket> buckets in new[] { _agents, _customers })
        {
            foreach ((string name, TokenBucket bucket) in buckets)
            {
                if (bucket.IsFull)
                {
                    buckets.Remove(name);
                }
            }
        }

        _sweepAt = Math.Max(SweepAbove, 2 * (_agents.Count + _customers.Count));
    }
}
