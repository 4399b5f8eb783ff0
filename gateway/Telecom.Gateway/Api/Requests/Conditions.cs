using Microsoft.Net.Http.Headers;

namespace Telecom.Gateway.Api.Requests;

/// <summary>What a request says beside its body: the state that it is for, and which attempt it is.</summary>
internal static class Conditions
{
    /// <summary>Name of the header that makes a write happen once.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The etag of the resource from "If-Match"; empty when any state will do.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="RequestFault">The header is not one strong tag.</exception>
    public static string IfMatch(HttpContext context)
    {
        if (context.Request.Headers.IfMatch.Count == 0)
        {
            return "";
        }

        // A tag is the resource's etag, a dot, and a hash of the representation, which changes with time alone (clocks run).
        if (!EntityTagHeaderValue.TryParseStrictList([.. context.Request.Headers.IfMatch.OfType<string>()], out IList<EntityTagHeaderValue>? tags)
            || tags.Count != 1 || tags[0].IsWeak || tags[0].Tag.AsSpan().StartsWith("\".") || tags[0].Tag == "\"\"")
        {
            // Without the etag a service would take any state.
            throw RequestFault.Invalid("If-Match", "one strong entity tag as an ETag header stated it, or *, is allowed", "MALFORMED_VALUE");
        }

        return tags[0].Tag == "*" ? "" : tags[0].Tag.Subsegment(1, tags[0].Tag.Length - 2).ToString().Split('.')[0];
    }

    /// <summary>The request id that a service takes: the caller's key, or a new one.</summary>
    /// <param name="context">The request.</param>
    public static string RequestId(HttpContext context) => context.Request.Headers[IdempotencyKey] is { Count: > 0 } sent
        ? sent.Count == 1 ? sent.ToString() : throw RequestFault.Invalid(IdempotencyKey, $"is given {sent.Count} times; once is allowed", "REPEATED_PARAMETER")
        : Guid.NewGuid().ToString();
}
