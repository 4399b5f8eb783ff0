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

    internal sealed class Validator : IValidateOptions<SupportOptions>
    {
        public ValidateOptionsResult Validate(string? name, SupportOptions options) => new OptionErrors()
            .Range("Support:RetryAfter", options.RetryAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
            .ToResult();
    }
}
