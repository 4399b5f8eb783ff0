namespace Telecom.Support.Webhooks.Events;

/// <summary>A webhook got the next generation of its secret. The secret itself is never stored.</summary>
/// <param name="By">Who asked for it.</param>
/// <param name="KeyId">Which master key the new secret is derived from.</param>
internal sealed record WebhookSecretRotated(string By, string KeyId)
{
    /// <summary>Type in the store.</summary>
    public const string Type = "webhook.secret-rotated.v1";
}
