namespace Telecom.Support.Webhooks.Events;

/// <summary>A webhook was made, or made anew under the id of one that was deleted.</summary>
/// <param name="Url">Where to post.</param>
/// <param name="Types">Types of events to post; empty: all.</param>
/// <param name="StartAfter">Position of the feed to begin after; -1: that of this event.</param>
/// <param name="By">Who made it.</param>
/// <param name="KeyId">Which master key its secret is derived from.</param>
internal sealed record WebhookCreated(string Url, IReadOnlyList<string> Types, long StartAfter, string By, string KeyId)
{
    /// <summary>Type in the store.</summary>
    public const string Type = "webhook.created.v1";
}
