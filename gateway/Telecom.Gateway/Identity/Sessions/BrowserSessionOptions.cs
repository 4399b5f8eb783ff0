using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity.Sessions;

/// <summary>Section "Gateway:Sessions": cookies of browsers.</summary>
internal sealed class BrowserSessionOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Sessions";

    /// <summary>How long a session lasts, 1 min to 7 days; default 8 h. It never outlasts the key or token that it was made from.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(8);

    internal sealed class Validator : IValidateOptions<BrowserSessionOptions>
    {
        public ValidateOptionsResult Validate(string? name, BrowserSessionOptions options) => new OptionErrors()
            .Range("Gateway:Sessions:Lifetime", options.Lifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7))
            .ToResult();
    }
}
