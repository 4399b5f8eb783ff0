using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Section "Drain": how the service goes away.</summary>
public sealed class DrainOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Drain";

    /// <summary>
    /// Wait between turning NOT_SERVING and ending streams, so that load balancers see it first, 0 s to 5 min; default 0 s.
    /// </summary>
    public TimeSpan Delay { get; set; } = TimeSpan.Zero;

    /// <summary>Longest time for the whole shutdown, 1 s to 10 min; default 30 s. What still runs then is cut.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    internal sealed class Validator : IValidateOptions<DrainOptions>
    {
        public ValidateOptionsResult Validate(string? name, DrainOptions options) => new OptionErrors()
            .Range("Drain:Delay", options.Delay, TimeSpan.Zero, TimeSpan.FromMinutes(5))
            .Range("Drain:Timeout", options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
            .Require(options.Delay < options.Timeout, "Drain:Delay", options.Delay, $"less than Drain:Timeout ({options.Timeout})")
            .ToResult();
    }
}
