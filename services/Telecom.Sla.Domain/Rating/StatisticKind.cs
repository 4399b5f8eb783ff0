namespace Telecom.Sla.Domain.Rating;

/// <summary>Kinds of statistics.</summary>
public enum StatisticKind
{
    /// <summary>A percentile by nearest rank, known within a histogram bucket.</summary>
    Percentile = 1,

    /// <summary>The arithmetic mean, exact.</summary>
    Mean,

    /// <summary>Packets lost ÷ packets sent, exact.</summary>
    Ratio,

    /// <summary>Share of samples that are at least a bound.</summary>
    ShareAtLeast,

    /// <summary>Mean over intervals of packets lost ÷ packets sent.</summary>
    MeanRatio,

    /// <summary>Mean or percentile of the delay variation between consecutive samples of latency.</summary>
    DelayVariation,

    /// <summary>A percentile of the delay less the smallest delay: packet delay variation (PDV, RFC 5481, section 4.2).</summary>
    AboveMinimum,
}
