using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Support;

/// <summary>Section "Support": options of the support service.</summary>
internal sealed class SupportOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Support";

    /// <summary>Wait that a caller is told while the catalogue has never been reached, 100 ms to 1 min; default 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long before its record staff may say that a case was reported, 0 to 31 days; default 3 days.</summary>
    public TimeSpan MaxReportAge { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Longest silence of a feed, after which it sends a sign of life, 1 s to 5 min; default 15 s.</summary>
    public TimeSpan FeedHeartbeat { get; set; } = TimeSpan.FromSeconds(15);

    internal sealed class Validator : IValidateOptions<SupportOptions>
    {
        public ValidateOptionsResult Validate(string? name, SupportOptions options) => new OptionErrors()
            .Range("Support:RetryAfter", options.RetryAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
            .Range("Support:MaxReportAge", options.MaxReportAge, TimeSpan.Zero, TimeSpan.FromDays(31))
            .Range("Support:FeedHeartbeat", options.FeedHeartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5))
            .ToResult();
    }
}
