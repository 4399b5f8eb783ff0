using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Rating;

/// <summary>
/// The minutes whose samples count for performance, apart by whether they touch an outage. A minute cell cannot be cut, so a minute
/// that touches unavailable time is left out of a percentile whole. A pair of delays over the end of a minute counts as available when both
/// of its minutes do.
/// </summary>
internal sealed class CountedMinutes
{
    private readonly PerformanceMeasurements _unavailable;
    private readonly Dictionary<int, (DelaySample? Last, bool Available)> _lastOf = [];

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

    /// <summary>Those of the others that are left out because only their hour is kept.</summary>
    public long Gone { get; private set; }

    /// <summary>Samples of the minutes that touch no outage.</summary>
    public PerformanceMeasurements Available { get; }

    /// <summary>Newest sample of all counted minutes.</summary>
    public UtcInstant? NewestSample { get; private set; }

    /// <summary>Samples of all counted minutes.</summary>
    public long SampleCount { get; private set; }

    /// <summary>True when a minute had more than one cell.</summary>
    public bool SeveralProducers { get; private set; }

    /// <summary>Minutes with suspect samples.</summary>
    public long SuspectMinutes { get; private set; }

    /// <summary>Counts.</summary>
    /// <param name="limits">The limits that will be judged.</param>
    /// <param name="range">Counted minutes, from the first to before the last.</param>
    /// <param name="unavailable">Time inside outages.</param>
    /// <param name="slots">Slots by time.</param>
    /// <exception cref="ArgumentException">A slot that is to be cut is longer than a minute.</exception>
    public static CountedMinutes Of(IReadOnlyList<PerformanceLimit> limits, (long First, long End) range, TimeSet unavailable, IEnumerable<MeasuredSlot> slots)
    {
        TimeRange time = TimeOf(range.First, range.End);
        TimeSet touched = TouchedBy(unavailable).Intersect(time);
        CountedMinutes counted = new(limits, range.End - range.First) { LeftOut = touched.Length / UtcInstant.PerMinute };
        foreach (MeasuredSlot slot in slots.Where(slot => slot.End > range.First && slot.Start < range.End))
        {
            TimeRange slotTime = TimeOf(slot.Start, slot.End);
            if (slot.LeftOut)
            {
                counted.Gone += TimeSet.Of(slotTime.Intersect(time)).Subtract(touched).Length / UtcInstant.PerMinute;
                continue;
            }

            bool outside = !touched.Overlaps(slotTime);
            if (slot.Minutes > 1 && (!outside || slot.Start < range.First || slot.End > range.End))
            {
                throw new ArgumentException($"The slot of {slot.Minutes} minutes from minute {slot.Start} is to be cut.", nameof(slots));
            }

            counted.Add(slot, outside);
        }

        return counted;
    }

    /// <summary>The whole minutes that touch a set.</summary>
    public static TimeSet TouchedBy(TimeSet unavailable) => TimeSet.Of(unavailable.Ranges.Select(outage =>
        new TimeRange(outage.Start.FloorTo(UtcInstant.PerMinute), outage.End.CeilingTo(UtcInstant.PerMinute))));

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

    private static TimeRange TimeOf(long first, long end) => new(new UtcInstant(first * UtcInstant.PerMinute), new UtcInstant(end * UtcInstant.PerMinute));

    private void Add(MeasuredSlot slot, bool outside)
    {
        PerformanceMeasurements into = outside ? Available : _unavailable;
        int producers = 0;
        SuspectReasons suspect = SuspectReasons.None;
        foreach ((int producer, MinuteCell cell) in slot.MinuteCells)
        {
            if (cell.SampleCount > 0)
            {
                into.Add(cell);
                Note(cell.SampleCount, cell.NewestSample);
                Pair(producer, cell.First, cell.Last, outside);
                producers++;
                suspect |= cell.Suspect;
            }
        }

        SeveralProducers |= producers > 1;
        SuspectMinutes += suspect != SuspectReasons.None ? 1 : 0;
        if (slot.Rollups.Count > 0)
        {
            AddRollups(slot, into, outside);
        }
    }

    private void AddRollups(MeasuredSlot slot, PerformanceMeasurements into, bool outside)
    {
        RollupCell[] cells = [.. slot.Rollups.Select(rollup => rollup.Cell).Where(cell => cell.SampleCount > 0)];
        into.Add(cells);
        foreach ((int producer, RollupCell cell) in slot.Rollups)
        {
            Note(cell.SampleCount, cell.NewestSample);
            Pair(producer, cell.First, cell.Last, outside);
        }

        MinuteSet? measured = cells.Length > 1 ? new MinuteSet(slot.Minutes) : null;
        MinuteSet? suspect = null;
        foreach (RollupCell cell in cells)
        {
            if (measured is not null)
            {
                MinuteSet own = cell.MeasuredMinutes;
                SeveralProducers |= measured.Overlaps(own);
                measured.Add(own);
            }

            for (SuspectReasons reason = SuspectReasons.ClockStep; reason <= SuspectReasons.Other; reason = (SuspectReasons)((int)reason << 1))
            {
                if (cell.SuspectMinutes(reason) is { } marked)
                {
                    (suspect ??= new MinuteSet(slot.Minutes)).Add(marked);
                }
            }
        }

        SuspectMinutes += suspect?.Count ?? 0;
    }

    private void Note(long samples, UtcInstant? newest)
    {
        SampleCount += samples;
        NewestSample = newest is { } at && !(at < NewestSample) ? at : NewestSample;
    }

    private void Pair(int producer, DelaySample? first, DelaySample? last, bool outside)
    {
        if (_lastOf.TryGetValue(producer, out (DelaySample? Last, bool Available) before) && RollupCell.PairOver(before.Last, first) is { } difference)
        {
            (before.Available && outside ? Available : _unavailable).AddPair(difference);
        }

        if (last is not null)
        {
            _lastOf[producer] = (last, outside);
        }
    }
}
