using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Sending;

/// <summary>Signs deliveries as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over "{id}.{timestamp}.{body}".</summary>
internal sealed class WebhookSignature(WebhookKeys keys, IOptions<WebhookOptions> options)
{
    /// <summary>The value of webhook-signature: one signature for each secret that is valid, the newest first, with spaces between.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="id">Id of the message. An event's id has no full stop, so that the parts cannot be shifted.</param>
    /// <param name="now">Instant of the try; its whole seconds are signed.</param>
    /// <param name="body">The bytes that are sent.</param>
    public string Sign(WebhookState webhook, string id, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        byte[] head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{now.ToUnixTimeSeconds()}."));
        byte[] signed = [.. head, .. body];
        IEnumerable<int> generations = Generations(webhook, UtcInstant.From(now).Microseconds);
        return string.Join(' ', generations.Select(generation => SignWith(keys.SecretOf(webhook.Name, generation), signed)));
    }

    /// <summary>True while a replaced secret still signs.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="nowUs">Now, microseconds since the Unix epoch.</param>
    public bool IsValid(OldSecret secret, long nowUs) =>
        secret.KeyId == keys.KeyId && nowUs < secret.ReplacedAtUs + options.Value.SecretOverlap.Ticks / TimeSpan.TicksPerMicrosecond;

    private IEnumerable<int> Generations(WebhookState webhook, long nowUs) => webhook.OldSecrets
        .Where(old => IsValid(old, nowUs))
        .Select(old => old.Generation)
        .Append(webhook.Generation)
        .OrderDescending();

    private static string SignWith(byte[] secret, byte[] signed) => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}";
}
