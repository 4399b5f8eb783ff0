using System.Globalization;
using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Rating;

/// <summary>A month, a plan and cells of one packet a second.</summary>
internal static class RatingFixture
{
    public static TimeRange April { get; } = new(At("2026-04-01T00:00:00Z"), At("2026-05-01T00:00:00Z"));

    public static PlanTerms Premium { get; } = new(new Ratio(9995, 10000), AvailabilityRule.Default, MissingDataPolicy.Undetermined, []);

    public static UtcInstant At(string text) => UtcInstant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));

    public static RatingScope Scope(string asOf, string? subscribed = null) => new(April, subscribed is null ? April.Start : At(subscribed), At(asOf));

    /// <summary>Cells of one packet a second from one instant to another; lost where a range says so, not sent where another does.</summary>
    public static IReadOnlyList<MinuteCell> Probe(string from, string to, string lost = "", string silent = "")
    {
        TimeSet bad = Set(lost);
        TimeSet none = Set(silent);
        SortedDictionary<long, MinuteCell> cells = [];
        for (UtcInstant at = At(from); at < At(to); at = at.Plus(UtcInstant.PerSecond))
        {
            TimeRange second = new(at, at.Plus(UtcInstant.PerSecond));
            if (!none.Overlaps(second))
            {
                long minute = MinuteCell.MinuteOf(at);
                if (!cells.TryGetValue(minute, out MinuteCell? cell))
                {
                    cells[minute] = cell = new MinuteCell(minute);
                }

                cell.AddLoss(at, 1, bad.Overlaps(second) ? 1u : 0u);
            }
        }

        return [.. cells.Values];
    }

    /// <summary>"start/end start/end".</summary>
    public static TimeSet Set(string ranges) => TimeSet.Of(
        ranges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(range => range.Split('/')).Select(ends => new TimeRange(At(ends[0]), At(ends[1]))));

    public static PerformanceLimit Limit(MetricKind metric, PerformanceStatistic statistic, Comparator comparator, Ratio threshold, Ratio coverage = default, bool leaveOut = true) =>
        new(metric, statistic, comparator, threshold, coverage, leaveOut);
}
