using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>Section "Gateway:Identity": how keys are checked and tokens are minted.</summary>
internal sealed class GatewayIdentityOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Identity";

    /// <summary>
    /// How long a good key or agent is remembered, which is also how long a revoked one may go on beginning calls, 0 s to 59 s; default 30 s.
    /// Together with <see cref="RecheckInterval"/> at most a minute: after that a revoked one is cut off.
    /// </summary>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a bad key is remembered, 0 s to 1 min; default 5 s.</summary>
    public TimeSpan NegativeCacheDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the credentials of calls that are under way are checked again, 1 s to 1 min; default 15 s.</summary>
    public TimeSpan RecheckInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long calls go on while the catalogue cannot be asked about their credentials, 1 min to 1 day; default 10 min. Then they end with
    /// UNAVAILABLE. Longer keeps agents sending through a longer failure; shorter bounds how long a revoked one profits from it.
    /// </summary>
    public TimeSpan MaxUnchecked { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Trust domain of SPIFFE ids in client certificates, for example "example.org": "spiffe://example.org/customers/{c}/agents/{a}" then
    /// names an agent, as "telecom:customers/{c}/agents/{a}" always does. Default empty: SPIFFE ids name nobody.
    /// </summary>
    public string TrustDomain { get; set; } = "";

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

    /// <summary>A revoked credential is cut off within this time.</summary>
    private static readonly TimeSpan CutOff = TimeSpan.FromMinutes(1);

    internal sealed class Validator : IValidateOptions<GatewayIdentityOptions>
    {
        public ValidateOptionsResult Validate(string? name, GatewayIdentityOptions options) => new OptionErrors()
            .Range("Gateway:Identity:CacheDuration", options.CacheDuration, TimeSpan.Zero, TimeSpan.FromSeconds(59))
            .Range("Gateway:Identity:RecheckInterval", options.RecheckInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1))
            .Require(
                options.CacheDuration + options.RecheckInterval <= CutOff,
                "Gateway:Identity:RecheckInterval",
                options.RecheckInterval,
                $"at most {CutOff} together with Gateway:Identity:CacheDuration ({options.CacheDuration})")
            .Range("Gateway:Identity:MaxUnchecked", options.MaxUnchecked, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
            .Require(
                options.TrustDomain.Length <= 255 && options.TrustDomain.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_'),
                "Gateway:Identity:TrustDomain",
                options.TrustDomain,
                "empty, or at most 255 of a-z, 0-9, \".\", \"-\" and \"_\"")
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
