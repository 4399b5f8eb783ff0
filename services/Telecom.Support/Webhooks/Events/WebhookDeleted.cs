namespace Telecom.Support.Webhooks.Events;

/// <summary>A webhook was ended.</summary>
/// <param name="By">Who ended it.</param>
internal sealed record WebhookDeleted(string By)
{
    /// <summary>Type in the store.</summary>
    public const string Type = "webhook.deleted.v1";
}
