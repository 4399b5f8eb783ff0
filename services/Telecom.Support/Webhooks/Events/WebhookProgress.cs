namespace Telecom.Support.Webhooks.Events;

/// <summary>
/// What the process that works on a webhook writes. The type of the event says what happened; each of them also says how far the
/// webhook is and whose it is, so that no second event is needed for that.
/// </summary>
/// <param name="Owner">Random id of the process.</param>
/// <param name="UntilUs">Until when the webhook is its own, microseconds since the Unix epoch; 0: not any more.</param>
/// <param name="Position">Position of the feed up to which everything was delivered, given up or not asked for.</param>
/// <param name="Try">The try, for the types that are about one.</param>
internal sealed record WebhookProgress(string Owner, long UntilUs, long Position, WebhookTry? Try)
{
    /// <summary>The process begins to work on the webhook, or goes on with it.</summary>
    public const string Claimed = "webhook.claimed.v1";

    /// <summary>Events were delivered.</summary>
    public const string Delivered = "webhook.delivered.v1";

    /// <summary>A try failed; there will be another.</summary>
    public const string TryFailed = "webhook.try-failed.v1";

    /// <summary>The last try failed: the event is a dead letter.</summary>
    public const string GivenUp = "webhook.given-up.v1";

    /// <summary>A dead letter was delivered after all.</summary>
    public const string Redelivered = "webhook.redelivered.v1";

    /// <summary>The receiver answered 410 Gone: nothing is sent any more.</summary>
    public const string Stopped = "webhook.stopped.v1";
}
