using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Proxy;

/// <summary>Section "Gateway:Backends": how the services behind the gateway are reached.</summary>
internal sealed class BackendOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Backends";

    /// <summary>Longest wait for a connection, 50 ms to 1 min; default 2 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Silence in both directions after which a call is cut, 1 s to 1 day; default 10 min. It must be well above the heartbeat of streams
    /// (15 s), and is only for calls that both sides have forgotten: pings of HTTP/2 find dead connections earlier.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between two health checks of a backend, 100 ms to 5 min; default 2 s.</summary>
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait for the answer to a health check, 50 ms to 1 min; default 1 s.</summary>
    public TimeSpan HealthTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Deadline of the calls that the JSON API makes, 100 ms to 1 min; default 5 s.</summary>
    public TimeSpan CallDeadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Wait that callers are told when a backend is away, 100 ms to 1 min; default 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an address is left out to which no connection could be made, 100 ms to 5 min; default 5 s.</summary>
    public TimeSpan UnreachableFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// True to look a backend's host up every <see cref="DnsRefresh"/> and spread calls over all its addresses, as a headless Service of
    /// Kubernetes needs it. Default false: the address is used as it is.
    /// </summary>
    public bool ResolveDns { get; set; }

    /// <summary>Time between two look-ups, 1 s to 1 h; default 10 s.</summary>
    public TimeSpan DnsRefresh { get; set; } = TimeSpan.FromSeconds(10);

    internal sealed class Validator : IValidateOptions<BackendOptions>
    {
        public ValidateOptionsResult Validate(string? name, BackendOptions options) => new OptionErrors()
            .Range("Gateway:Backends:ConnectTimeout", options.ConnectTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1))
            .Range("Gateway:Backends:IdleTimeout", options.IdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
            .Range("Gateway:Backends:HealthInterval", options.HealthInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5))
            .Range("Gateway:Backends:HealthTimeout", options.HealthTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1))
            .Range("Gateway:Backends:CallDeadline", options.CallDeadline, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
            .Range("Gateway:Backends:RetryAfter", options.RetryAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
            .Range("Gateway:Backends:UnreachableFor", options.UnreachableFor, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5))
            .Range("Gateway:Backends:DnsRefresh", options.DnsRefresh, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .ToResult();
    }
}
