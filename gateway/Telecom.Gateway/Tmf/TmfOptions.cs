using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Tmf;

/// <summary>Section "Gateway:Tmf": limits of the TM Forum views.</summary>
internal sealed class TmfOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Tmf";

    /// <summary>Resources of a list when the caller states no limit, 1 to 1000; default 100.</summary>
    public int DefaultLimit { get; set; } = 100;

    /// <summary>Greatest offset, 0 to 1000000; default 10000: what is before it is read again for each page.</summary>
    public int MaxOffset { get; set; } = 10_000;

    internal sealed class Validator : IValidateOptions<TmfOptions>
    {
        public ValidateOptionsResult Validate(string? name, TmfOptions options) => new OptionErrors()
            .Range("Gateway:Tmf:DefaultLimit", options.DefaultLimit, 1, TmfQuery.MaxLimit)
            .Range("Gateway:Tmf:MaxOffset", options.MaxOffset, 0, 1_000_000)
            .ToResult();
    }
}
