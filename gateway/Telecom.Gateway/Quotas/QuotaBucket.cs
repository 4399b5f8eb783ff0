namespace Telecom.Gateway.Quotas;

/// <summary>
/// An exact token bucket. It knows what is missing from full, in tokens times the clock ticks of a period, and is told its rate each
/// time, so that a changed rate holds at once. Not safe for several threads.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class QuotaBucket(TimeProvider clock)
{
    private Int128 _missing;
    private long _at = clock.GetTimestamp();

    /// <summary>True when nothing was taken that has not come back.</summary>
    /// <param name="rate">The rate.</param>
    public bool IsFull(QuotaRate rate)
    {
        Refill(rate);
        return _missing == 0;
    }

    /// <summary>How long until there is a token; zero when there is one.</summary>
    /// <param name="rate">The rate.</param>
    public TimeSpan Wait(QuotaRate rate)
    {
        Refill(rate);
        Int128 lacking = _missing + Unit(rate) - (rate.Capacity * Unit(rate));
        if (rate.IsOff || lacking <= 0)
        {
            return TimeSpan.Zero;
        }

        Int128 clockTicks = (lacking + rate.Tokens - 1) / rate.Tokens;
        return TimeSpan.FromTicks((long)(((clockTicks * TimeSpan.TicksPerSecond) + clock.TimestampFrequency - 1) / clock.TimestampFrequency));
    }

    /// <summary>Takes a token, whether there is one or not: what happened has happened.</summary>
    /// <param name="rate">The rate.</param>
    public void Take(QuotaRate rate)
    {
        Refill(rate);
        _missing += rate.IsOff ? 0 : Unit(rate);
    }

    private void Refill(QuotaRate rate)
    {
        long now = clock.GetTimestamp();
        Int128 back = (Int128)(now - _at) * rate.Tokens;
        _at = now;

        // No debt outlasts a whole bucket, whatever came at once, nor when a large bucket is made small.
        _missing = rate.IsOff ? 0 : Int128.Clamp(_missing - back, 0, 2 * rate.Capacity * Unit(rate));
    }

    private Int128 Unit(QuotaRate rate) => (Int128)clock.TimestampFrequency * rate.PeriodSeconds;
}
