namespace Telecom.Support.Webhooks.Sending;

/// <summary>What became of a try.</summary>
/// <param name="Kind">Delivered or not.</param>
/// <param name="Failure">What it met, for people; empty when it was delivered.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone; null when it did not say.</param>
internal sealed record DeliveryOutcome(DeliveryKind Kind, string Failure, TimeSpan? RetryAfter)
{
    /// <summary>The receiver took the event.</summary>
    public static DeliveryOutcome Delivered { get; } = new(DeliveryKind.Delivered, "", null);

    /// <summary>A failed try.</summary>
    /// <param name="failure">What it met.</param>
    /// <param name="retryAfter">How long the receiver wants to be left alone.</param>
    public static DeliveryOutcome Failed(string failure, TimeSpan? retryAfter = null) => new(DeliveryKind.Failed, failure, retryAfter);
}
