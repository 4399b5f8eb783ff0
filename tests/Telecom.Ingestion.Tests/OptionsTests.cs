using Microsoft.Extensions.Options;

namespace Telecom.Ingestion.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(new IngestionOptionsValidator().Validate(null, new IngestionOptions()).Succeeded);

    [Fact]
    public void Every_wrong_option_is_reported_at_once()
    {
        IngestionOptions options = new()
        {
            MaxBatchSamples = 0,
            MaxUnacknowledgedBatches = 1025,
            MaxStreamInFlightBytes = 1,
            MaxInFlightBytes = 1,
            MaxCircuits = -1,
            MaxLanes = 0,
            MaxStreams = 0,
            MaxStreamsPerAgent = 0,
            MaxFuture = TimeSpan.FromDays(2),
            HeartbeatInterval = TimeSpan.Zero,
            IdleTimeout = TimeSpan.FromHours(2),
            MaxStreamAge = TimeSpan.Zero,
            DrainGrace = TimeSpan.FromHours(1),
            DrainLimit = TimeSpan.Zero,
            ReconnectAfter = TimeSpan.FromSeconds(-1),
            LogRetention = TimeSpan.FromSeconds(-1),
            LaneRetention = TimeSpan.FromHours(1),
            TrimInterval = TimeSpan.Zero,
            ConsumedReportInterval = TimeSpan.Zero,
            MaxClockSkew = TimeSpan.Zero,
            MaxSamplesPerSecondPerAgent = -1,
            MaxSamplesPerSecondPerCustomer = 2_000_000_000,
            QuotaBurst = TimeSpan.Zero,
            QuotaPatience = TimeSpan.FromSeconds(-1),
            MaxRememberedLanes = 0,
            MaxSeriesPerAgent = -1,
            MaxSeriesPerCustomer = -1,
            SeriesRetention = TimeSpan.FromDays(1),
        };
        ValidateOptionsResult result = new IngestionOptionsValidator().Validate(null, options);
        Assert.True(result.Failed);
        foreach (string option in typeof(IngestionOptions).GetProperties().Select(p => p.Name))
        {
            Assert.Contains(result.Failures, f => f.StartsWith($"Ingestion:{option} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Options_that_contradict_each_other_are_reported()
    {
        IngestionOptions options = new()
        {
            MaxStreamInFlightBytes = 1 << 20,
            MaxInFlightBytes = 1 << 19,
            MaxLanes = 16,
            MaxStreamsPerAgent = 15,
            HeartbeatInterval = TimeSpan.FromSeconds(40),
            IdleTimeout = TimeSpan.FromSeconds(60),
            DrainGrace = TimeSpan.FromSeconds(11),
        };
        ValidateOptionsResult result = new IngestionOptionsValidator().Validate(null, options);
        Assert.Equal(4, result.Failures?.Count());
    }
}
