using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Quotas;

/// <summary>
/// Section "Gateway:Quotas": how much of the gateway one caller and one customer may use. Changes hold at once. 0 means no limit. How
/// many samples may come in is the ingestion service's to say ("Ingestion:MaxSamplesPerSecondPerAgent" and its neighbours).
/// </summary>
internal sealed class QuotaOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Quotas";

    /// <summary>
    /// Most requests a second of one agent or one other subject, over all of its connections, 0 to 1000000; default 1000. A stream is one
    /// request, at its beginning.
    /// </summary>
    public int RequestsPerSecondPerCaller { get; set; } = 1_000;

    /// <summary>The same for all callers of one customer together, 0 to 1000000; default 5000. Provider staff have no customer.</summary>
    public int RequestsPerSecondPerCustomer { get; set; } = 5_000;

    /// <summary>Time whose requests may come at once after silence, 1 s to 10 min; default 10 s.</summary>
    public TimeSpan RequestBurst { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most calls and streams of one agent or one other subject at a time, 0 to 1000000; default 1000.</summary>
    public int ConcurrentCallsPerCaller { get; set; } = 1_000;

    /// <summary>The same for all callers of one customer together, 0 to 1000000; default 10000.</summary>
    public int ConcurrentCallsPerCustomer { get; set; } = 10_000;

    /// <summary>Wait that callers are told when too many of their calls are open, 100 ms to 5 min; default 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Most credentials a minute from one address (of IPv6: from one /64) that are found wrong, 0 to 1000000; default 600. Above it
    /// credentials from there that were never found right are refused unseen. It holds a minute's worth at once.
    /// </summary>
    public int FailedIdentitiesPerMinutePerAddress { get; set; } = 600;

    /// <summary>The bucket of one caller's requests.</summary>
    public QuotaRate PerCaller => new(RequestsPerSecondPerCaller, 1, Capacity(RequestsPerSecondPerCaller));

    /// <summary>The bucket of one customer's requests.</summary>
    public QuotaRate PerCustomer => new(RequestsPerSecondPerCustomer, 1, Capacity(RequestsPerSecondPerCustomer));

    /// <summary>The bucket of wrong credentials from one address.</summary>
    public QuotaRate FailedIdentities => new(FailedIdentitiesPerMinutePerAddress, 60, FailedIdentitiesPerMinutePerAddress);

    private long Capacity(long perSecond) => Math.Max(1, perSecond * RequestBurst.Ticks / TimeSpan.TicksPerSecond);

    internal sealed class Validator : IValidateOptions<QuotaOptions>
    {
        private const int Most = 1_000_000;

        public ValidateOptionsResult Validate(string? name, QuotaOptions options) => new OptionErrors()
            .Range("Gateway:Quotas:RequestsPerSecondPerCaller", options.RequestsPerSecondPerCaller, 0, Most)
            .Range("Gateway:Quotas:RequestsPerSecondPerCustomer", options.RequestsPerSecondPerCustomer, 0, Most)
            .Range("Gateway:Quotas:RequestBurst", options.RequestBurst, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
            .Range("Gateway:Quotas:ConcurrentCallsPerCaller", options.ConcurrentCallsPerCaller, 0, Most)
            .Range("Gateway:Quotas:ConcurrentCallsPerCustomer", options.ConcurrentCallsPerCustomer, 0, Most)
            .Range("Gateway:Quotas:RetryAfter", options.RetryAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5))
            .Range("Gateway:Quotas:FailedIdentitiesPerMinutePerAddress", options.FailedIdentitiesPerMinutePerAddress, 0, Most)
            .ToResult();
    }
}
