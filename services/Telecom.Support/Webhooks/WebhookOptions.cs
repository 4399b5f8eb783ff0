using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Support.Webhooks;

/// <summary>Section "Support:Webhooks": how the feed is pushed to receivers.</summary>
internal sealed class WebhookOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Support:Webhooks";

    /// <summary>Most webhooks of one customer, 1 to 1000; default 20.</summary>
    public int MaxPerCustomer { get; set; } = 20;

    /// <summary>Longest wait for a receiver's answer, 1 s to 1 min; default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait before the second try of an event, 100 ms to 1 h; default 5 s.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>By how much each further wait is longer than the one before, 1 to 10; default 2.</summary>
    public double RetryFactor { get; set; } = 2;

    /// <summary>Longest wait between two tries, also when the receiver asks for a longer one; FirstRetry to 1 day; default 1 h.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Share of a wait by which it is made longer or shorter at random, 0 to 1; default 0.2.</summary>
    public double Jitter { get; set; } = 0.2;

    /// <summary>Tries of an event before it is given up, 1 to 100; default 12.</summary>
    public int MaxTries { get; set; } = 12;

    /// <summary>Most delivered events that are sent again after a crash, 1 to 10,000; default 100.</summary>
    public int CheckpointEvents { get; set; } = 100;

    /// <summary>Longest time until a delivery is noted, 100 ms to half of ClaimDuration; default 5 s.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a webhook is one process' own after its last sign of life, twice Timeout to 10 min; default 30 s.</summary>
    public TimeSpan ClaimDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the store is asked for what other processes wrote to webhooks, 10 ms to 1 min; default 1 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Events of the store that are read at once, 1 to 10,000; default 500.</summary>
    public int BatchEvents { get; set; } = 500;

    /// <summary>How long a replaced secret signs beside the new one, 0 to 7 days; default 1 day.</summary>
    public TimeSpan SecretOverlap { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// File of the master key that all secrets are derived from; made at the first start. All replicas need the same one. Default:
    /// "webhooks.key" in the service's data folder.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <summary>True when receivers on this machine are allowed: loopback hosts, also by http. For development; default false.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>True when receivers in private networks (RFC 1918, RFC 6598, RFC 4193) are allowed; default false.</summary>
    public bool AllowPrivateAddresses { get; set; }

    internal sealed class Validator : IValidateOptions<WebhookOptions>
    {
        public ValidateOptionsResult Validate(string? name, WebhookOptions options) => new OptionErrors()
            .Range(Key(nameof(MaxPerCustomer)), options.MaxPerCustomer, 1, 1000)
            .Range(Key(nameof(Timeout)), options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1))
            .Range(Key(nameof(FirstRetry)), options.FirstRetry, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1))
            .Range(Key(nameof(RetryFactor)), options.RetryFactor, 1, 10)
            .Range(Key(nameof(MaxRetryDelay)), options.MaxRetryDelay, options.FirstRetry, TimeSpan.FromDays(1))
            .Range(Key(nameof(Jitter)), options.Jitter, 0, 1)
            .Range(Key(nameof(MaxTries)), options.MaxTries, 1, 100)
            .Range(Key(nameof(CheckpointEvents)), options.CheckpointEvents, 1, 10_000)
            .Range(Key(nameof(CheckpointInterval)), options.CheckpointInterval, TimeSpan.FromMilliseconds(100), options.ClaimDuration / 2)
            .Range(Key(nameof(ClaimDuration)), options.ClaimDuration, options.Timeout * 2, TimeSpan.FromMinutes(10))
            .Range(Key(nameof(PollInterval)), options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
            .Range(Key(nameof(BatchEvents)), options.BatchEvents, 1, 10_000)
            .Range(Key(nameof(SecretOverlap)), options.SecretOverlap, TimeSpan.Zero, TimeSpan.FromDays(7))
            .ToResult();

        private static string Key(string option) => $"{Section}:{option}";
    }
}
