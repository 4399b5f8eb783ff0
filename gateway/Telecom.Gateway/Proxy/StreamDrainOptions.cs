using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Proxy;

/// <summary>Section "Gateway:Drain": how streams end when the gateway goes away.</summary>
internal sealed class StreamDrainOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Drain";

    /// <summary>
    /// Time over which streams are ended one after the other, so that their clients do not all come to the other replicas at once, 0 s to
    /// 5 min; default 10 s. Few streams take less, a tenth of a second each; and it is never more than half of what "Drain:Timeout" leaves
    /// after "Drain:Delay".
    /// </summary>
    public TimeSpan Spread { get; set; } = TimeSpan.FromSeconds(10);

    internal sealed class Validator : IValidateOptions<StreamDrainOptions>
    {
        public ValidateOptionsResult Validate(string? name, StreamDrainOptions options) => new OptionErrors()
            .Range("Gateway:Drain:Spread", options.Spread, TimeSpan.Zero, TimeSpan.FromMinutes(5))
            .ToResult();
    }
}
