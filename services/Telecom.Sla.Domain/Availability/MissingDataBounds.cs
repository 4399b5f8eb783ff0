using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Availability;

/// <summary>
/// Availability of a stretch of time of which a part was not measured, under every policy for missing data. With total T, measured
/// downtime D and unmeasured time U, all lengths in one unit (microseconds, or slices):
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>exclude</term><description>(T - U - D) ÷ (T - U)</description></item>
/// <item><term>down, the low bound</term><description>(T - U - D) ÷ T</description></item>
/// <item><term>up, the high bound</term><description>(T - D) ÷ T</description></item>
/// <item><term>undetermined</term><description>no one value: it lies between the bounds</description></item>
/// <item><term>coverage</term><description>(T - U) ÷ T</description></item>
/// </list>
/// Without total time nothing has a value, and without measured time the first has none. The default value is no time at all.
/// </remarks>
public readonly record struct MissingDataBounds
{
    /// <summary>Makes one.</summary>
    /// <param name="total">T, at least 0.</param>
    /// <param name="down">D, of the measured time, at least 0.</param>
    /// <param name="unmeasured">U, at least 0; with <paramref name="down"/> at most <paramref name="total"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is out of its range.</exception>
    public MissingDataBounds(long total, long down, long unmeasured)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfNegative(down);
        ArgumentOutOfRangeException.ThrowIfNegative(unmeasured);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((Int128)down + unmeasured, total, nameof(unmeasured));
        Total = total;
        Down = down;
        Unmeasured = unmeasured;
    }

    /// <summary>T: all time that is judged.</summary>
    public long Total { get; }

    /// <summary>D: measured time that was down.</summary>
    public long Down { get; }

    /// <summary>U: time that was not measured.</summary>
    public long Unmeasured { get; }

    /// <summary>T - U: time that was measured.</summary>
    public long Measured => Total - Unmeasured;

    /// <summary>Availability of the measured time alone; null when nothing was measured.</summary>
    public Ratio? Exclude => Share(Measured - Down, Measured);

    /// <summary>Availability if all unmeasured time was down; null when there is no time.</summary>
    public Ratio? Low => Share(Measured - Down, Total);

    /// <summary>Availability if all unmeasured time was up; null when there is no time.</summary>
    public Ratio? High => Share(Total - Down, Total);

    /// <summary>Share of the time that was measured; null when there is no time.</summary>
    public Ratio? Coverage => Share(Measured, Total);

    /// <summary>Lengths of a part of time, in microseconds.</summary>
    /// <param name="counted">The time that is judged: a period, or what of it counts.</param>
    /// <param name="down">Time inside outages, inside the counted time or not.</param>
    /// <param name="unmeasured">Time that was not measured; an instant that is also down counts as unmeasured.</param>
    public static MissingDataBounds Of(TimeSet counted, TimeSet down, TimeSet unmeasured)
    {
        TimeSet open = unmeasured.Intersect(counted);
        return new MissingDataBounds(counted.Length, down.Intersect(counted).Subtract(open).Length, open.Length);
    }

    /// <summary>Availability under a policy; null when it has no one value.</summary>
    /// <param name="policy">What missing data means.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such policy.</exception>
    public Ratio? Under(MissingDataPolicy policy) => policy switch
    {
        MissingDataPolicy.Exclude => Exclude,
        MissingDataPolicy.Down => Low,
        MissingDataPolicy.Up => High,
        MissingDataPolicy.Undetermined => Low == High ? High : null,
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "No such policy for missing data."),
    };

    private static Ratio? Share(long part, long whole) => whole == 0 ? null : new Ratio(part, whole);
}
