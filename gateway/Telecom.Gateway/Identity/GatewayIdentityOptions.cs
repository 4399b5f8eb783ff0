using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>Section "Gateway:Identity": how keys are checked and tokens are minted.</summary>
internal sealed class GatewayIdentityOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Identity";

    /// <summary>How long a good key is remembered, which is also how long a revoked one may go on working, 0 s to 10 min; default 30 s.</summary>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a bad key is remembered, 0 s to 1 min; default 5 s.</summary>
    public TimeSpan NegativeCacheDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Most good keys to remember, and as many bad ones beside them, 1 to 1000000; default 20000. The least recently used goes first.</summary>
    public int CacheEntries { get; set; } = 20_000;

    /// <summary>Most checks under way at the catalogue at once, 1 to 10000; default 64. More wait.</summary>
    public int MaxConcurrentChecks { get; set; } = 64;

    /// <summary>Most keys that may wait for a check, 1 to 1000000; default 4096. Further keys hear that the catalogue cannot be asked now.</summary>
    public int MaxWaitingChecks { get; set; } = 4_096;

    /// <summary>How long a token holds, 1 min to 1 h and at least a minute more than a good key is remembered; default 5 min.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Wait that callers are told while the catalogue is away, 100 ms to 1 min; default 2 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    internal sealed class Validator : IValidateOptions<GatewayIdentityOptions>
    {
        public ValidateOptionsResult Validate(string? name, GatewayIdentityOptions options) => new OptionErrors()
            .Range("Gateway:Identity:CacheDuration", options.CacheDuration, TimeSpan.Zero, TimeSpan.FromMinutes(10))
            .Range("Gateway:Identity:NegativeCacheDuration", options.NegativeCacheDuration, TimeSpan.Zero, TimeSpan.FromMinutes(1))
            .Range("Gateway:Identity:CacheEntries", options.CacheEntries, 1, 1_000_000)
            .Range("Gateway:Identity:MaxConcurrentChecks", options.MaxConcurrentChecks, 1, 10_000)
            .Range("Gateway:Identity:MaxWaitingChecks", options.MaxWaitingChecks, 1, 1_000_000)
            .Range("Gateway:Identity:TokenLifetime", options.TokenLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1))
            .Require(
                options.TokenLifetime >= options.CacheDuration + TimeSpan.FromMinutes(1),
                "Gateway:Identity:TokenLifetime",
                options.TokenLifetime,
                $"at least a minute more than Gateway:Identity:CacheDuration ({options.CacheDuration})")
            .Range("Gateway:Identity:RetryAfter", options.RetryAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
            .ToResult();
    }
}
