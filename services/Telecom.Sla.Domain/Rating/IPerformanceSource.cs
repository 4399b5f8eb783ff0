using Telecom.Sla.Domain.Measurement;

namespace Telecom.Sla.Domain.Rating;

/// <summary>What performance figures are worked out from, whether it was measured live or listed as evidence.</summary>
internal interface IPerformanceSource
{
    /// <summary>Round-trip delays, nanoseconds.</summary>
    ISampleDistribution Latency { get; }

    /// <summary>Throughputs, bits per second.</summary>
    ISampleDistribution Throughput { get; }

    /// <summary>Absolute differences of consecutive round-trip delays, nanoseconds; null where the order of the samples is not known.</summary>
    ISampleDistribution? DelayVariation { get; }

    /// <summary>Packets sent.</summary>
    long Sent { get; }

    /// <summary>Packets lost.</summary>
    long Lost { get; }

    /// <summary>Mean of the intervals' loss ratios; null when nothing was sent.</summary>
    RatioBounds? MeanLossRatio { get; }

    /// <summary>Minutes with samples of a metric; 0 where minutes are not known.</summary>
    long Minutes(MetricKind metric);

    /// <summary>Samples of at least a bound that a limit names.</summary>
    CountBounds AtLeast(MetricKind metric, long bound);
}
