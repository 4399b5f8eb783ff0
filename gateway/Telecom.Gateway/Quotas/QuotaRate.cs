namespace Telecom.Gateway.Quotas;

/// <summary>How a bucket fills.</summary>
/// <param name="Tokens">Tokens that come in a period; 0 for no limit.</param>
/// <param name="PeriodSeconds">The period.</param>
/// <param name="Capacity">Most tokens that the bucket holds.</param>
internal readonly record struct QuotaRate(long Tokens, int PeriodSeconds, long Capacity)
{
    /// <summary>True when nothing is limited.</summary>
    public bool IsOff => Tokens == 0;
}
