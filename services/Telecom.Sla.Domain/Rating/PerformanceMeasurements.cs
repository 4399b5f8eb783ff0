using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Domain.Rating;

/// <summary>
/// The samples of many minutes, as performance is judged by: merged histograms and sums. Shares of samples above a bound are counted
/// minute by minute, where minimum and maximum of the minute mostly settle what the bucket at the bound leaves open. For the mean of loss
/// ratios a minute is an interval: the packets of all its producers, added up. Histograms have no order, so there is no delay variation.
/// </summary>
public sealed class PerformanceMeasurements : IPerformanceSource
{
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
        _bounds =
        [
            .. limits.Where(limit => limit.Statistic.Kind == StatisticKind.ShareAtLeast).Select(limit => (limit.Metric, limit.Statistic.Bound)).Distinct(),
        ];
    }

    /// <summary>Round-trip delays, nanoseconds.</summary>
    public LogHistogram Latency { get; } = new();

    /// <summary>Throughputs, bits per second.</summary>
    public LogHistogram Throughput { get; } = new();

    /// <summary>Packets sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Packets lost.</summary>
    public long Lost { get; private set; }

    /// <summary>Mean of the loss ratios of the minutes in which something was sent; null when there is none.</summary>
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
    ISampleDistribution? IPerformanceSource.DelayVariation => null;

    /// <summary>Adds a cell. Cells of one minute must follow each other, so that the minute is counted once.</summary>
    public void Add(MinuteCell cell)
    {
        Latency.MergeFrom(cell.Latency);
        Throughput.MergeFrom(cell.Throughput);
        Sent += cell.Sent;
        Lost += cell.Lost;
        AddToMinute(cell.Minute, cell.Sent, cell.Lost);
        CountMinute(MetricKind.Latency, cell.Latency.Count, cell.Minute);
        CountMinute(MetricKind.Throughput, cell.Throughput.Count, cell.Minute);
        CountMinute(MetricKind.Loss, cell.LossCount, cell.Minute);
        foreach ((MetricKind metric, long bound) in _bounds)
        {
            CountBounds more = (metric == MetricKind.Latency ? cell.Latency : cell.Throughput).CountAtLeast(bound);
            _shares[(metric, bound)] = AtLeast(metric, bound) + more;
        }
    }

    /// <summary>Adds other measurements of other minutes, made for the same limits.</summary>
    public void MergeFrom(PerformanceMeasurements other)
    {
        Latency.MergeFrom(other.Latency);
        Throughput.MergeFrom(other.Throughput);
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
