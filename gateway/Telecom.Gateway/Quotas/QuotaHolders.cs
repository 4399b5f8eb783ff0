namespace Telecom.Gateway.Quotas;

/// <summary>
/// What each of many has used. Who has used nothing lately and has no open call is forgotten, so that memory is bounded by those who
/// are active. Not safe for several threads.
/// </summary>
/// <param name="most">Most to tell apart; above it all others share one.</param>
/// <param name="clock">The clock.</param>
internal sealed class QuotaHolders(int most, TimeProvider clock)
{
    /// <summary>Number above which those to forget are looked for.</summary>
    private const int SweepAbove = 1024;

    private readonly Dictionary<string, QuotaHolder> _holders = new(StringComparer.Ordinal);
    private QuotaHolder? _others;
    private int _sweepAt = Math.Min(SweepAbove, most);

    /// <summary>How many are remembered.</summary>
    public int Count => _holders.Count;

    /// <summary>What somebody has used.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="rate">How its bucket fills now.</param>
    public QuotaHolder Of(string name, QuotaRate rate)
    {
        if (_holders.TryGetValue(name, out QuotaHolder? holder))
        {
            return holder;
        }

        if (_holders.Count >= _sweepAt)
        {
            Sweep(rate);
        }

        if (_holders.Count >= most)
        {
            return _others ??= new QuotaHolder(new QuotaBucket(clock));
        }

        holder = new QuotaHolder(new QuotaBucket(clock));
        _holders.Add(name, holder);
        return holder;
    }

    private void Sweep(QuotaRate rate)
    {
        foreach ((string name, QuotaHolder holder) in _holders)
        {
            if (holder.Calls == 0 && holder.Bucket.IsFull(rate))
            {
                _ = _holders.Remove(name);
            }
        }

        // By doubling: a sweep costs no more than what came since the last one. Where all are busy, it is worth little to look again soon.
        _sweepAt = Math.Min(Math.Max(SweepAbove, 2 * _holders.Count), Math.Max(most, _holders.Count + 1));
    }
}
