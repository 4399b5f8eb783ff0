using Microsoft.Extensions.Options;
using Telecom.Support.Feed;
using Telecom.Support.Webhooks.Sending;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Work;

/// <summary>What the workers share.</summary>
internal sealed class WebhookWork(
    ICaseFeed feed,
    WebhookStore store,
    WebhookSender sender,
    WebhookKeys keys,
    RetrySchedule schedule,
    WebhookMetrics metrics,
    IOptions<WebhookOptions> options,
    TimeProvider timeProvider,
    ILogger<WebhookWorker> logger)
{
    /// <summary>This process among those that share the store: random, so that a restarted one is another.</summary>
    private readonly string _owner = Guid.NewGuid().ToString("N");

    /// <summary>Sends events.</summary>
    public WebhookSender Sender => sender;

    /// <summary>The master key.</summary>
    public WebhookKeys Keys => keys;

    /// <summary>When to try again.</summary>
    public RetrySchedule Schedule => schedule;

    /// <summary>Instruments.</summary>
    public WebhookMetrics Metrics => metrics;

    /// <summary>Options.</summary>
    public WebhookOptions Options => options.Value;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider => timeProvider;

    /// <summary>Where workers log.</summary>
    public ILogger Logger => logger;

    /// <summary>Makes the worker of a webhook.</summary>
    /// <param name="name">Resource name of the webhook.</param>
    public WebhookWorker WorkerOf(string name)
    {
        var journal = new WebhookJournal(name, _owner, store, options, timeProvider);
        var cursor = new FeedCursor();
        return new WebhookWorker(name, journal, cursor, new WebhookQueue(journal, cursor, feed, options), this);
    }
}
