using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Sla;

/// <summary>Checks every option at start and reports all that are wrong.</summary>
internal sealed class FoldOptionsValidator : IValidateOptions<FoldOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FoldOptions options)
    {
        return new OptionErrors()
            .Range(Key(nameof(options.MinuteRetention)), options.MinuteRetention, TimeSpan.FromHours(1), TimeSpan.FromDays(400))
            .Range(Key(nameof(options.LeaseDuration)), options.LeaseDuration, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5))
            .Range(Key(nameof(options.LeaseRenewAfter)), options.LeaseRenewAfter, TimeSpan.FromMilliseconds(100), options.LeaseDuration / 2)
            .Range(Key(nameof(options.AcquireInterval)), options.AcquireInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1))
            .Range(Key(nameof(options.PollInterval)), options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10))
            .Range(Key(nameof(options.GatherInterval)), options.GatherInterval, TimeSpan.Zero, TimeSpan.FromSeconds(5))
            .Range(Key(nameof(options.MaxStepBytes)), options.MaxStepBytes, 4096, 64 * 1024 * 1024)
            .Range(Key(nameof(options.MaxBacklogStepBytes)), options.MaxBacklogStepBytes, options.MaxStepBytes, 64 * 1024 * 1024)
            .Range(Key(nameof(options.RollupGrace)), options.RollupGrace, TimeSpan.Zero, TimeSpan.FromDays(1))
            .Range(Key(nameof(options.RollupInterval)), options.RollupInterval, TimeSpan.Zero, TimeSpan.FromHours(1))
            .Range(Key(nameof(options.MaxRollups)), options.MaxRollups, 1, 100_000)
            .Range(Key(nameof(options.MaxStepCells)), options.MaxStepCells, 1, 1_000_000)
            .Range(Key(nameof(options.MaxHotCells)), options.MaxHotCells, 0, 1_000_000)
            .Range(Key(nameof(options.MaxHotLanes)), options.MaxHotLanes, 1, 1_000_000)
            .Range(Key(nameof(options.Parallelism)), options.Parallelism, 1, 256)
            .Range(Key(nameof(options.ErrorRetry)), options.ErrorRetry, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5))
            .Range(Key(nameof(options.UndecodableRetry)), options.UndecodableRetry, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
            .Range(Key(nameof(options.ReleaseLimit)), options.ReleaseLimit, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
            .ToResult();
    }

    private static string Key(string option) => $"{FoldOptions.Section}:{option}";
}
