namespace Telecom.Support.Webhooks.Events;

/// <summary>Somebody asked to try dead letters again.</summary>
/// <param name="By">Who asked.</param>
/// <param name="Positions">Their places in the feed.</param>
internal sealed record WebhookRedeliveryAsked(string By, IReadOnlyList<long> Positions)
{
    /// <summary>Type in the store.</summary>
    public const string Type = "webhook.redelivery-asked.v1";
}
