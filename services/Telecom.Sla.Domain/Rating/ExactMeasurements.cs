using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Domain.Rating;

/// <summary>
/// The samples of hand-written evidence, which lists values: every figure of them is exact. For
/// <see cref="PerformanceRater.RateExact"/>.
/// </summary>
public sealed class ExactMeasurements : IPerformanceSource
{
    private readonly LossIntervals _loss = new();

    /// <summary>Round-trip delays, nanoseconds.</summary>
    public ExactSamples Latency { get; } = new();

    /// <summary>|d(i) - d(i-1)| of consecutive delays of each list, nanoseconds (<see cref="Measurement.DelayVariation"/>).</summary>
    public ExactSamples DelayVariation { get; } = new();

    /// <summary>Throughputs, bits per second.</summary>
    public ExactSamples Throughput { get; } = new();

    /// <summary>Packets sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Packets lost.</summary>
    public long Lost { get; private set; }

    /// <summary>Loss intervals in which something was sent.</summary>
    public long LossIntervals => _loss.Count;

    /// <summary>Mean of the loss ratios of the intervals in which something was sent; null when there is none.</summary>
    public RatioBounds? MeanLossRatio => _loss.MeanRatio;

    /// <inheritdoc/>
    ISampleDistribution IPerformanceSource.Latency => Latency;

    /// <inheritdoc/>
    ISampleDistribution IPerformanceSource.Throughput => Throughput;

    /// <inheritdoc/>
    ISampleDistribution IPerformanceSource.DelayVariation => DelayVariation;

    /// <summary>Adds a list of delays. Delay variation is taken inside a list, never from the last of one to the first of the next.</summary>
    /// <param name="nanoseconds">Delays of answered probes in the order in which they were sent, each at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A delay is negative; nothing was added.</exception>
    public void AddLatency(params IReadOnlyList<long> nanoseconds)
    {
        DelayVariation variation = Measurement.DelayVariation.Of(nanoseconds);
        foreach (long delay in nanoseconds)
        {
            Latency.Add(delay);
        }

        DelayVariation.MergeFrom(variation.Absolute());
    }

    /// <summary>Adds a throughput.</summary>
    /// <param name="bitsPerSecond">At least 0.</param>
    /// <param name="times">How often it was seen, at least 1.</param>
    public void AddThroughput(long bitsPerSecond, long times = 1) => Throughput.Add(bitsPerSecond, times);

    /// <summary>Adds an interval of packets.</summary>
    /// <param name="sent">Packets sent, at least 0.</param>
    /// <param name="lost">Packets lost of them, 0 to <paramref name="sent"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; nothing was added.</exception>
    public void AddLoss(long sent, long lost)
    {
        _loss.Add(sent, lost);
        Sent += sent;
        Lost += lost;
    }

    /// <inheritdoc/>
    long IPerformanceSource.Minutes(MetricKind metric) => 0;

    /// <inheritdoc/>
    CountBounds IPerformanceSource.AtLeast(MetricKind metric, long bound) => (metric == MetricKind.Throughput ? Throughput : Latency).CountAtLeast(bound);
}
