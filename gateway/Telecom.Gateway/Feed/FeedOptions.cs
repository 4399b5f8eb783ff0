using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Feed;

/// <summary>Section "Gateway:Feed": the live feed over HTTP.</summary>
internal sealed class FeedOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Feed";

    /// <summary>Longest silence before a comment is sent, so that no proxy takes the feed for dead, 1 s to 5 min; default 15 s.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for a reader to take what was sent; then its connection is cut, 1 s to 10 min; default 30 s.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait that clients are told before they come back, 100 ms to 1 min; default 2 s.</summary>
    public TimeSpan Retry { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest pause between two attempts to reach a service that is away, 250 ms to 1 min; default 5 s.</summary>
    public TimeSpan BackendRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence of a service, signs of life included, after which it is asked anew, 20 s to 10 min; default 1 min.</summary>
    public TimeSpan BackendSilence { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Most feeds of one customer's callers at once, 1 to 100000; default 100.</summary>
    public int MaxFeedsPerCustomer { get; set; } = 100;

    /// <summary>Most feeds of the provider's staff at once, 1 to 100000; default 1000.</summary>
    public int MaxProviderFeeds { get; set; } = 1000;

    internal sealed class Validator : IValidateOptions<FeedOptions>
    {
        public ValidateOptionsResult Validate(string? name, FeedOptions options) => new OptionErrors()
            .Range("Gateway:Feed:Heartbeat", options.Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5))
            .Range("Gateway:Feed:WriteTimeout", options.WriteTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
            .Range("Gateway:Feed:Retry", options.Retry, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
            .Range("Gateway:Feed:BackendRetry", options.BackendRetry, TimeSpan.FromMilliseconds(250), TimeSpan.FromMinutes(1))
            .Range("Gateway:Feed:BackendSilence", options.BackendSilence, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10))
            .Range("Gateway:Feed:MaxFeedsPerCustomer", options.MaxFeedsPerCustomer, 1, 100_000)
            .Range("Gateway:Feed:MaxProviderFeeds", options.MaxProviderFeeds, 1, 100_000)
            .ToResult();
    }
}
