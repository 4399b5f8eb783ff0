using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>
/// Makes outages of a contract from those that were measured: joins flapping, then forgives what is short. The order is fixed, first join and
/// then forgive: three flaps of 40 s with 10 s between them are one outage of 140 s under a minimum of one minute, not three that nobody
/// counts.
/// </summary>
public static class OutageShaping
{
    /// <summary>Joins, then forgives.</summary>
    /// <param name="outages">The outages.</param>
    /// <param name="mergeGapUs">Longest time between two outages that makes them one, microseconds, at least 0; exactly as long still joins.</param>
    /// <param name="minimumUs">Shortest outage that counts, microseconds, at least 0; exactly as long still counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    public static TimeSet Shape(TimeSet outages, long mergeGapUs, long minimumUs) => DropShort(JoinNear(outages, mergeGapUs), minimumUs);

    /// <summary>Joins outages with short time between them; that time becomes part of the outage.</summary>
    /// <param name="outages">The outages.</param>
    /// <param name="mergeGapUs">Longest time between two outages that makes them one, microseconds, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static TimeSet JoinNear(TimeSet outages, long mergeGapUs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mergeGapUs);
        List<TimeRange> joined = [];
        foreach (TimeRange outage in outages.Ranges)
        {
            if (joined.Count > 0 && outage.Start - joined[^1].End <= mergeGapUs)
            {
                joined[^1] = new TimeRange(joined[^1].Start, outage.End);
            }
            else
            {
                joined.Add(outage);
            }
        }

        return TimeSet.Of(joined);
    }

    /// <summary>Leaves out outages that are shorter than a minimum.</summary>
    /// <param name="outages">The outages.</param>
    /// <param name="minimumUs">Shortest outage that counts, microseconds, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static TimeSet DropShort(TimeSet outages, long minimumUs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimumUs);
        return TimeSet.Of(outages.Ranges.Where(outage => outage.Length >= minimumUs));
    }
}
