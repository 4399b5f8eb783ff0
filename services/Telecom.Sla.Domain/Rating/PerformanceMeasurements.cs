using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Domain.Rating;

/// <summary>
/// The samples of many minutes, as performance is judged by: merged histograms and sums. Shares of samples above a bound are counted
/// cell by cell, where minimum and maximum mostly settle what the bucket at the bound leaves open: of minute cells nearly all, of roll-ups
/// less. For the mean of loss ratios a minute is an interval: the packets of all its producers, added up.
/// </summary>
public sealed class PerformanceMeasurements : IPerformanceSource
{
    private readonly bool _needsLossByMinute;
    private readonly (MetricKind Metric, long Bound)[] _bounds;
    private readonly Dictionary<(MetricKind Metric, long Bound), CountBounds> _shares = [];
    private readonly Dictionary<MetricKind, long> _minutes = [];
    private readonly Dictionary<MetricKind, long> _lastMinute = [];
    private readonly LossIntervals _lossByMinute = new();
    private (long Minute, long Sent, long Lost) _openMinute;

    /// <summary>Makes an empty one.</summary>
    /// <param name="limits">The limits that will be judged: their bounds are counted.</param>
    public PerformanceMeasurements(IEnumerable<PerformanceLimit> limits)
    {
        _needsLossByMinute = limits.Any(limit => limit.Statistic.Kind == StatisticKind.MeanRatio);
        _bounds =
        [
            .. limits.Where(limit => limit.Statistic.Kind == StatisticKind.ShareAtLeast).Select(limit => (limit.Metric, limit.Statistic.Bound)).Distinct(),
        ];
    }

    /// <summary>Round-trip delays, nanoseconds.</summary>
    public LogHistogram Latency { get; } = new();

    /// <summary>Throughputs, bits per second.</summary>
    public LogHistogram Throughput { get; } = new();

    /// <summary>Differences of consecutive round-trip delays without their sign, nanoseconds.</summary>
    public LogHistogram Variation { get; } = new(MinuteCell.VariationScale);

    /// <summary>Packets sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Packets lost.</summary>
    public long Lost { get; private set; }

    /// <summary>
    /// Mean of the loss ratios of the minutes in which something was sent; null when there is none. Minutes of roll-ups are in it when a limit
    /// on it was named.
    /// </summary>
    public RatioBounds? MeanLossRatio
    {
        get
        {
            LossIntervals all = new();
            all.MergeFrom(_lossByMinute);
            all.Add(_openMinute.Sent, _openMinute.Lost);
            return all.MeanRatio;
        }
    }

    /// <inheritdoc/>
    ISampleDistribution IPerformanceSource.Latency => Latency;

    /// <inheritdoc/>
    ISampleDistribution IPerformanceSource.Throughput => Throughput;

    /// <inheritdoc/>
    ISampleDistribution? IPerformanceSource.DelayVariation => Variation;

    /// <summary>Adds a cell. Cells of one minute must follow each other, so that the minute is counted once.</summary>
    public void Add(MinuteCell cell)
    {
        Latency.MergeFrom(cell.Latency);
        Throughput.MergeFrom(cell.Throughput);
        Variation.MergeFrom(cell.Variation);
        Sent += cell.Sent;
        Lost += cell.Lost;
        AddToMinute(cell.Minute, cell.Sent, cell.Lost);
        CountMinute(MetricKind.Latency, cell.Latency.Count, cell.Minute);
        CountMinute(MetricKind.Throughput, cell.Throughput.Count, cell.Minute);
        CountMinute(MetricKind.Loss, cell.LossCount, cell.Minute);
        AddShares(cell.Latency, cell.Throughput);
    }

    /// <summary>Adds the roll-ups of one hour or day, from all producers.</summary>
    /// <param name="cells">Roll-ups of the same time, after all that was added before.</param>
    public void Add(IReadOnlyList<RollupCell> cells)
    {
        foreach (RollupCell cell in cells)
        {
            Latency.MergeFrom(cell.Latency);
            Throughput.MergeFrom(cell.Throughput);
            Variation.MergeFrom(cell.Variation);
            Sent += cell.Sent;
            Lost += cell.Lost;
            AddShares(cell.Latency, cell.Throughput);
        }

        CountMinutes(MetricKind.Latency, cells, cell => cell.LatencyMinutes);
        CountMinutes(MetricKind.Throughput, cells, cell => cell.ThroughputMinutes);
        CountMinutes(MetricKind.Loss, cells, cell => cell.LossMinutes);
        if (_needsLossByMinute && cells.Count > 0)
        {
            AddLossByMinute(cells);
        }
    }

    /// <summary>Adds the difference of two consecutive delays that are in different cells.</summary>
    /// <param name="nanoseconds">Without its sign, at least 0.</param>
    public void AddPair(long nanoseconds) => Variation.Add(nanoseconds);

    /// <summary>Adds other measurements of other minutes, made for the same limits.</summary>
    public void MergeFrom(PerformanceMeasurements other)
    {
        Latency.MergeFrom(other.Latency);
        Throughput.MergeFrom(other.Throughput);
        Variation.MergeFrom(other.Variation);
        Sent += other.Sent;
        Lost += other.Lost;
        _lossByMinute.MergeFrom(other._lossByMinute);
        _lossByMinute.Add(other._openMinute.Sent, other._openMinute.Lost);
        foreach ((MetricKind metric, long minutes) in other._minutes)
        {
            _minutes[metric] = _minutes.GetValueOrDefault(metric) + minutes;
        }

        foreach (((MetricKind Metric, long Bound) key, CountBounds count) in other._shares)
        {
            _shares[key] = _shares.GetValueOrDefault(key) + count;
        }
    }

    /// <summary>Minutes with samples of a metric.</summary>
    public long Minutes(MetricKind metric) => _minutes.GetValueOrDefault(metric);

    /// <summary>Samples of at least a bound, of a limit that was named when this was made.</summary>
    public CountBounds AtLeast(MetricKind metric, long bound) => _shares.GetValueOrDefault((metric, bound));

    private void AddShares(LogHistogram latency, LogHistogram throughput)
    {
        foreach ((MetricKind metric, long bound) in _bounds)
        {
            _shares[(metric, bound)] = AtLeast(metric, bound) + (metric == MetricKind.Latency ? latency : throughput).CountAtLeast(bound);
        }
    }

    private void CountMinutes(MetricKind metric, IReadOnlyList<RollupCell> cells, Func<RollupCell, MinuteSet> minutesOf)
    {
        if (cells.Count == 1)
        {
            _minutes[metric] = Minutes(metric) + minutesOf(cells[0]).Count;
        }
        else if (cells.Count > 1)
        {
            MinuteSet union = new(cells[0].Minutes);
            foreach (RollupCell cell in cells)
            {
                union.Add(minutesOf(cell));
            }

            _minutes[metric] = Minutes(metric) + union.Count;
        }
    }

    private void AddLossByMinute(IReadOnlyList<RollupCell> cells)
    {
        SecondLoss[] minutes = new SecondLoss[cells[0].Minutes];
        foreach (RollupCell cell in cells)
        {
            int second = 0;
            for (int i = 0; i < cell.Loss.Count; i++)
            {
                (int left, SecondLoss each) = cell.Loss[i];
                while (left > 0)
                {
                    int part = Math.Min(left, MinuteCell.Seconds - (second % MinuteCell.Seconds));
                    ref SecondLoss minute = ref minutes[second / MinuteCell.Seconds];
                    minute = new SecondLoss(minute.Sent + (each.Sent * part), minute.Lost + (each.Lost * part));
                    second += part;
                    left -= part;
                }
            }
        }

        foreach (SecondLoss minute in minutes)
        {
            _lossByMinute.Add(minute.Sent, minute.Lost);
        }
    }

    private void AddToMinute(long minute, long sent, long lost)
    {
        if (minute != _openMinute.Minute)
        {
            _lossByMinute.Add(_openMinute.Sent, _openMinute.Lost);
            _openMinute = (minute, 0, 0);
        }

        _openMinute.Sent += sent;
        _openMinute.Lost += lost;
    }

    private void CountMinute(MetricKind metric, long samples, long minute)
    {
        if (samples > 0 && (!_lastMinute.TryGetValue(metric, out long last) || last != minute))
        {
            _lastMinute[metric] = minute;
            _minutes[metric] = _minutes.GetValueOrDefault(metric) + 1;
        }
    }
}
