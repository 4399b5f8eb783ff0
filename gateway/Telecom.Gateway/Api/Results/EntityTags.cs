using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Telecom.Gateway.Api.Results;

/// <summary>
/// Strong entity tags. A tag is the resource's etag, a dot, and a hash of the bytes: some answers change while their resource does not,
/// since clocks run. "If-Match" looks at the etag alone.
/// </summary>
internal static class EntityTags
{
    /// <summary>The tag of an answer, with its quotes.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="etag">Etag of the resource; null or empty: it has none.</param>
    public static string Of(ReadOnlySpan<byte> body, string? etag)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(body))[..32];
        return string.IsNullOrEmpty(etag) ? $"\"{hash}\"" : $"\"{etag}.{hash}\"";
    }

    /// <summary>
    /// States the tag and that a cache must ask again; answers 304 when the caller has these bytes already.
    /// </summary>
    /// <param name="context">The request, a GET.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>True when the answer is complete.</returns>
    public static bool IsKnown(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        Microsoft.Extensions.Primitives.StringValues sent = context.Request.Headers.IfNoneMatch;
        bool known = sent.Count > 0
            && EntityTagHeaderValue.TryParseList([.. sent.OfType<string>()], out IList<EntityTagHeaderValue>? tags)
            && tags.Any(candidate => candidate.Tag == "*" || candidate.Tag == tag);
        if (known)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        }

        return known;
    }
}
