using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Rating;

/// <summary>
/// The minutes whose samples count for performance, apart by whether they touch an outage. A minute cell cannot be cut, so a minute
/// that touches unavailable time is left out of a percentile whole.
/// </summary>
internal sealed class CountedMinutes
{
    private readonly PerformanceMeasurements _unavailable;

    private CountedMinutes(IReadOnlyList<PerformanceLimit> limits, long minutes)
    {
        Minutes = minutes;
        Available = new PerformanceMeasurements(limits);
        _unavailable = new PerformanceMeasurements(limits);
    }

    /// <summary>Minutes that could have samples.</summary>
    public long Minutes { get; }

    /// <summary>Those of them that touch an outage.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Samples of the minutes that touch no outage.</summary>
    public PerformanceMeasurements Available { get; }

    /// <summary>Newest sample of all counted minutes.</summary>
    public UtcInstant? NewestSample { get; private set; }

    /// <summary>Samples of all counted minutes.</summary>
    public long SampleCount { get; private set; }

    /// <summary>True when a minute had more than one cell.</summary>
    public bool SeveralProducers { get; private set; }

    /// <summary>Counts.</summary>
    /// <param name="limits">The limits that will be judged.</param>
    /// <param name="range">Counted minutes, from the first to before the last.</param>
    /// <param name="unavailable">Time inside outages.</param>
    /// <param name="cells">Cells by minute.</param>
    public static CountedMinutes Of(IReadOnlyList<PerformanceLimit> limits, (long First, long End) range, TimeSet unavailable, IEnumerable<MinuteCell> cells)
    {
        TimeRange time = new(new UtcInstant(range.First * UtcInstant.PerMinute), new UtcInstant(range.End * UtcInstant.PerMinute));
        TimeSet touched = TimeSet.Of(unavailable.Ranges.Select(outage =>
            new TimeRange(outage.Start.FloorTo(UtcInstant.PerMinute), outage.End.CeilingTo(UtcInstant.PerMinute)))).Intersect(time);
        CountedMinutes counted = new(limits, range.End - range.First) { LeftOut = touched.Length / UtcInstant.PerMinute };
        long? last = null;
        foreach (MinuteCell cell in cells.Where(cell => cell.SampleCount > 0 && cell.Minute >= range.First && cell.Minute < range.End))
        {
            bool outside = !touched.Overlaps(new TimeRange(cell.Start, cell.Start.Plus(UtcInstant.PerMinute)));
            (outside ? counted.Available : counted._unavailable).Add(cell);
            counted.SampleCount += cell.SampleCount;
            counted.SeveralProducers |= cell.Minute == last;
            if (cell.NewestSample is { } newest && !(newest < counted.NewestSample))
            {
                counted.NewestSample = newest;
            }

            last = cell.Minute;
        }

        return counted;
    }

    /// <summary>Samples of all counted minutes.</summary>
    /// <param name="limits">The limits that will be judged.</param>
    public PerformanceMeasurements All(IReadOnlyList<PerformanceLimit> limits)
    {
        if (LeftOut == 0)
        {
            return Available;
        }

        PerformanceMeasurements all = new(limits);
        all.MergeFrom(Available);
        all.MergeFrom(_unavailable);
        return all;
    }
}
