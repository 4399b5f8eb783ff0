using System.Text.Json;

namespace Telecom.Gateway.Api.Requests;

/// <summary>Fields of the services' requests as callers of the JSON API know them.</summary>
internal static class FieldNames
{
    /// <summary>Messages that a request wraps its content in; a step of a case is wrapped twice.</summary>
    private static readonly HashSet<string> s_wrappers =
    [
        "customer", "subscription", "circuit", "agent", "api_key", "webhook", "case", "exclusion", "claim", "change", "evidence", "attachment", "attach",
        "acknowledge", "respond", "wait", "resume", "change_severity", "agree", "accept", "decline", "escalate", "workaround", "resolve", "reopen", "close",
        "cancel", "duplicate", "note", "link",
    ];

    private static readonly Dictionary<string, string> s_whole = new()
    {
        ["touching"] = "from",
        ["touching.start_us"] = "from",
        ["touching.end_us"] = "to",
        ["reported"] = "from",
        ["reported.start_us"] = "from",
        ["reported.end_us"] = "to",
        ["request_id"] = Conditions.IdempotencyKey,
        ["etag"] = "If-Match",
        ["webhook_id"] = "id",
        ["document.document"] = "document.text",
        ["update_mask"] = "$",
        ["exclusion"] = "$",
        ["claim"] = "$",
        ["case"] = "$",
        ["change"] = "$",
    };

    private static readonly Dictionary<string, string> s_parts = new()
    {
        ["start_time_us"] = "startsAt",
        ["expire_time_us"] = "expiresAt",
        ["start_us"] = "start",
        ["end_us"] = "end",
        ["until_us"] = "until",
        ["as_of_us"] = "asOf",
        ["due_before_us"] = "dueBefore",
    };

    /// <summary>The name for the caller.</summary>
    /// <param name="field">Path of the field in the proto, for example "circuit.display_name".</param>
    /// <param name="endpoint">The operation, whose path names the resources.</param>
    public static string ToJson(string field, Endpoint? endpoint)
    {
        string[] route = endpoint is RouteEndpoint matched ? [.. matched.RoutePattern.Parameters.Select(parameter => parameter.Name)] : [];
        if (route.Length > 0 && field is "parent" or "name" or "contract")
        {
            return field == "parent" ? route[0] : route[^1];
        }

        if (s_whole.TryGetValue(field, out string? whole))
        {
            return whole;
        }

        string[] parts = field.Split('.');
        int wrapped = 0;
        while (wrapped < parts.Length - 1 && s_wrappers.Contains(parts[wrapped]))
        {
            wrapped++;
        }

        bool named = wrapped > 0 && parts.Length == wrapped + 1 && parts[wrapped] == "name";
        return named ? "id" : string.Join('.', parts.Skip(wrapped).Select(ToJson));
    }

    private static string ToJson(string part)
    {
        int index = part.IndexOf('[', StringComparison.Ordinal);
        (string name, string place) = index < 0 ? (part, "") : (part[..index], part[index..]);
        if (!s_parts.TryGetValue(name, out string? known))
        {
            string plain = name.EndsWith("_at_us", StringComparison.Ordinal) ? name[..^3] : name;
            known = plain.Contains('_', StringComparison.Ordinal)
                ? JsonNamingPolicy.CamelCase.ConvertName(string.Concat(plain.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Upper)))
                : plain;
        }

        return known + place;
    }

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
