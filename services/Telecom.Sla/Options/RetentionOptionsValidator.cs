using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Sla;

/// <summary>Checks every option at start and reports all that are wrong.</summary>
internal sealed class RetentionOptionsValidator(IOptions<FoldOptions> fold) : IValidateOptions<RetentionOptions>
{
    private static readonly TimeSpan s_most = TimeSpan.FromDays(10_000);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        return new OptionErrors()
            .Range(Key(nameof(options.Margin)), options.Margin, TimeSpan.FromHours(1), TimeSpan.FromDays(30))
            .Range(Key(nameof(options.Hours)), options.Hours, fold.Value.MinuteRetention + options.Margin, s_most)
            .Range(Key(nameof(options.Days)), options.Days, options.Hours, s_most)
            .Range(Key(nameof(options.Interval)), options.Interval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
            .Range(Key(nameof(options.MaxRows)), options.MaxRows, 1, 1_000_000)
            .Range(Key(nameof(options.ReportInterval)), options.ReportInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .ToResult();
    }

    private static string Key(string option) => $"{RetentionOptions.Section}:{option}";
}
