using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Ingestion;

/// <summary>Checks every option at start and reports all that are wrong.</summary>
internal sealed class IngestionOptionsValidator : IValidateOptions<IngestionOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IngestionOptions options) => new OptionErrors()
        .Range(Key(nameof(options.MaxBatchSamples)), options.MaxBatchSamples, 1, 100_000)
        .Range(Key(nameof(options.MaxUnacknowledgedBatches)), options.MaxUnacknowledgedBatches, 1, 1024)
        .Range(Key(nameof(options.MaxStreamInFlightBytes)), options.MaxStreamInFlightBytes, 64 * 1024, 1L << 30)
        .Range(Key(nameof(options.MaxInFlightBytes)), options.MaxInFlightBytes, 64 * 1024, 1L << 36)
        .Require(
            options.MaxInFlightBytes >= options.MaxStreamInFlightBytes,
            Key(nameof(options.MaxInFlightBytes)),
            options.MaxInFlightBytes,
            $"at least Ingestion:MaxStreamInFlightBytes ({options.MaxStreamInFlightBytes})")
        .Range(Key(nameof(options.MaxCircuits)), options.MaxCircuits, 1, 100_000)
        .Range(Key(nameof(options.MaxLanes)), options.MaxLanes, 1, 1024)
        .Range(Key(nameof(options.MaxStreams)), options.MaxStreams, 1, 100_000)
        .Range(Key(nameof(options.MaxStreamsPerAgent)), options.MaxStreamsPerAgent, 1, 4096)
        .Require(
            options.MaxStreamsPerAgent >= options.MaxLanes,
            Key(nameof(options.MaxStreamsPerAgent)),
            options.MaxStreamsPerAgent,
            $"at least Ingestion:MaxLanes ({options.MaxLanes})")
        .Range(Key(nameof(options.MaxFuture)), options.MaxFuture, TimeSpan.Zero, TimeSpan.FromDays(1))
        .Range(Key(nameof(options.HeartbeatInterval)), options.HeartbeatInterval, Shortest, TimeSpan.FromMinutes(5))
        .Range(Key(nameof(options.IdleTimeout)), options.IdleTimeout, 2 * Shortest, TimeSpan.FromHours(1))
        .Require(
            options.IdleTimeout.TotalSeconds >= 2 * options.HeartbeatInterval.TotalSeconds,
            Key(nameof(options.IdleTimeout)),
            options.IdleTimeout,
            $"at least twice Ingestion:HeartbeatInterval ({options.HeartbeatInterval})")
        .Range(Key(nameof(options.MaxStreamAge)), options.MaxStreamAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
        .Range(Key(nameof(options.DrainGrace)), options.DrainGrace, TimeSpan.Zero, TimeSpan.FromMinutes(1))
        .Require(
            options.DrainGrace <= options.DrainLimit,
            Key(nameof(options.DrainGrace)),
            options.DrainGrace,
            $"at most Ingestion:DrainLimit ({options.DrainLimit})")
        .Range(Key(nameof(options.DrainLimit)), options.DrainLimit, Shortest, TimeSpan.FromMinutes(5))
        .Range(Key(nameof(options.ReconnectAfter)), options.ReconnectAfter, TimeSpan.Zero, TimeSpan.FromMinutes(5))
        .Range(Key(nameof(options.LogRetention)), options.LogRetention, TimeSpan.Zero, TimeSpan.FromDays(400))
        .Require(
            options.LaneRetention == TimeSpan.Zero || (options.LaneRetention >= TimeSpan.FromDays(1) && options.LaneRetention <= TimeSpan.FromDays(3650)),
            Key(nameof(options.LaneRetention)),
            options.LaneRetention,
            $"0 or {TimeSpan.FromDays(1)} to {TimeSpan.FromDays(3650)}")
        .Range(Key(nameof(options.TrimInterval)), options.TrimInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
        .Range(Key(nameof(options.ConsumedReportInterval)), options.ConsumedReportInterval, Shortest, TimeSpan.FromHours(1))
        .Range(Key(nameof(options.MaxClockSkew)), options.MaxClockSkew, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1))
        .Range(Key(nameof(options.MaxSamplesPerSecondPerAgent)), options.MaxSamplesPerSecondPerAgent, 0, 1_000_000_000)
        .Range(Key(nameof(options.MaxSamplesPerSecondPerCustomer)), options.MaxSamplesPerSecondPerCustomer, 0, 1_000_000_000)
        .Range(Key(nameof(options.QuotaBurst)), options.QuotaBurst, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
        .Range(Key(nameof(options.QuotaPatience)), options.QuotaPatience, TimeSpan.Zero, TimeSpan.FromHours(1))
        .Range(Key(nameof(options.MaxSeriesPerAgent)), options.MaxSeriesPerAgent, 0, 1_000_000)
        .Range(Key(nameof(options.MaxSeriesPerCustomer)), options.MaxSeriesPerCustomer, 0, 10_000_000)
        .Range(Key(nameof(options.SeriesRetention)), options.SeriesRetention, TimeSpan.FromDays(2), TimeSpan.FromDays(3650))
        .Range(Key(nameof(options.MaxRememberedLanes)), options.MaxRememberedLanes, Math.Clamp(options.MaxLanes, 1, 1024), 100_000)
        .ToResult();

    private static string Key(string option) => $"{IngestionOptions.Section}:{option}";
}
