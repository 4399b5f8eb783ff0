using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Sla;

/// <summary>Checks every option at start and reports all that are wrong.</summary>
internal sealed class OutageOptionsValidator : IValidateOptions<OutageOptions>
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(10);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OutageOptions options) => new OptionErrors()
        .Range(Key(nameof(options.Interval)), options.Interval, s_least, TimeSpan.FromMinutes(1))
        .Range(Key(nameof(options.AllInterval)), options.AllInterval, s_least, TimeSpan.FromHours(1))
        .Range(Key(nameof(options.AllLookBack)), options.AllLookBack, TimeSpan.FromMinutes(1), options.LookBack)
        .Range(Key(nameof(options.WholeInterval)), options.WholeInterval, options.AllInterval, TimeSpan.FromDays(1))
        .Range(Key(nameof(options.LookBack)), options.LookBack, TimeSpan.FromMinutes(1), TimeSpan.FromDays(35))
        .Range(Key(nameof(options.StartLookBack)), options.StartLookBack, options.LookBack, TimeSpan.FromDays(35))
        .Range(Key(nameof(options.Parallelism)), options.Parallelism, 1, 64)
        .Range(Key(nameof(options.ReportAfterEnd)), options.ReportAfterEnd, TimeSpan.Zero, TimeSpan.FromDays(30))
        .Range(Key(nameof(options.ReportPending)), options.ReportPending, TimeSpan.Zero, TimeSpan.FromDays(30))
        .Range(Key(nameof(options.PollInterval)), options.PollInterval, s_least, TimeSpan.FromMinutes(1))
        .Range(Key(nameof(options.SignOfLife)), options.SignOfLife, s_least, TimeSpan.FromMinutes(5))
        .Range(Key(nameof(options.PositionInterval)), options.PositionInterval, TimeSpan.Zero, TimeSpan.FromMinutes(10))
        .Range(Key(nameof(options.FollowRetry)), options.FollowRetry, s_least, TimeSpan.FromMinutes(10))
        .Range(Key(nameof(options.FollowSilence)), options.FollowSilence, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        .ToResult();

    private static string Key(string option) => $"{OutageOptions.Section}:{option}";
}
