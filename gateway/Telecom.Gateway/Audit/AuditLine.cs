using System.Globalization;
using System.Text.Json;

namespace Telecom.Gateway.Audit;

/// <summary>An entry as a line of JSON.</summary>
internal static class AuditLine
{
    /// <summary>"previous" of the first entry of all.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>Name of the member with the number of the entry, from 1.</summary>
    public const string Number = "number";

    /// <summary>Name of the member with the SHA-256 of the line before, without its line end.</summary>
    public const string Previous = "previous";

    /// <summary>Writes an entry, without a line end.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="number">Its number.</param>
    /// <param name="previous">SHA-256 of the line before.</param>
    public static byte[] Encode(AuditEntry entry, long number, string previous)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber(Number, number);
            json.WriteString("at", entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("kind", entry.Kind);
            Text(json, "subject", entry.Subject);
            Text(json, "customer", entry.Customer);
            Roles(json, entry.Roles);
            Text(json, "credentialKind", entry.CredentialKind);
            Text(json, "credentialId", entry.CredentialId);
            json.WriteString("method", entry.Method);
            json.WriteString("path", entry.Path);
            Text(json, "requestId", entry.RequestId);
            Text(json, "remote", entry.Remote);
            Text(json, "userAgent", entry.UserAgent);
            Text(json, "status", entry.Status);
            Text(json, "reason", entry.Reason);
            json.WriteString("correlationId", entry.CorrelationId);
            if (entry.Duration is { } duration)
            {
                json.WriteNumber("durationMs", (long)duration.TotalMilliseconds);
            }

            json.WriteString(Previous, previous);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Roles(Utf8JsonWriter json, IReadOnlyList<string> roles)
    {
        if (roles.Count > 0)
        {
            json.WriteStartArray("roles");
            foreach (string role in roles)
            {
                json.WriteStringValue(role);
            }

            json.WriteEndArray();
        }
    }
}
