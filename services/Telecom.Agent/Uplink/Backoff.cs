namespace Telecom.Agent.Uplink;

/// <summary>Random waits between attempts, "full jitter": uniform from zero to a bound that doubles up to a maximum, so that many agents do not come back together.</summary>
internal sealed class Backoff(TimeSpan initial, TimeSpan maximum, Random random)
{
    private int _attempts;

    /// <summary>Bound of the next wait.</summary>
    public TimeSpan Bound => TimeSpan.FromTicks((long)Math.Min(maximum.Ticks, initial.Ticks * Math.Pow(2, Math.Min(_attempts, 40))));

    /// <summary>The next wait.</summary>
    /// <param name="floor">What the server asked to wait at least.</param>
    public TimeSpan Next(TimeSpan floor)
    {
        TimeSpan wait = Bound * random.NextDouble();
        _attempts++;
        return wait > floor ? wait : floor;
    }

    /// <summary>Begins anew, after a stream that made progress.</summary>
    public void Reset() => _attempts = 0;
}
