using Telecom.Gateway.Errors;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Audit;

/// <summary>Makes entries of requests.</summary>
internal static class AuditEntries
{
    private const int MaxPath = 256;
    private const int MaxAgent = 128;
    private const int MaxId = 64;
    private const string Scheme = "Bearer tsk_";
    private const int KeyIdLength = 12;

    /// <summary>An entry.</summary>
    /// <param name="context">The request.</param>
    /// <param name="scope">What is known of it.</param>
    /// <param name="kind">Kind of the entry.</param>
    /// <param name="outcome">What came of it; null at the beginning of a stream.</param>
    /// <param name="clock">The clock.</param>
    public static AuditEntry Of(HttpContext context, AuditScope scope, string kind, AuditOutcome? outcome, TimeProvider clock)
    {
        CallerIdentity? identity = context.Features.Get<CallerIdentity>();
        IHeaderDictionary headers = context.Request.Headers;
        return new AuditEntry(
            kind,
            clock.GetUtcNow(),
            identity?.Caller.Subject,
            identity?.Caller.Customer,
            identity is null ? [] : [.. identity.Caller.Roles.Order().Select(RoleRules.NameOf)],
            identity is null ? scope.Presented.Kind : identity.Credential.Kind.ToString().ToLowerInvariant(),
            identity is null ? scope.Presented.Id : identity.Credential.Id,
            context.Request.Method,
            Shorten(context.Request.Path.Value, MaxPath) ?? "",
            Shorten(headers["x-request-id"].ToString(), MaxId) ?? Shorten(headers["idempotency-key"].ToString(), MaxId),
            context.Connection.RemoteIpAddress?.ToString(),
            Shorten(headers.UserAgent.ToString(), MaxAgent),
            outcome?.Status,
            outcome?.Reason,
            context.GetCorrelationId(),
            outcome is null ? null : clock.GetElapsedTime(scope.StartedAt));
    }

    /// <summary>
    /// Kind and id of what a request presents, before anybody has checked it: of a key its id, which is no secret, of a certificate the
    /// beginning of its hash, of all else only that there is something.
    /// </summary>
    /// <param name="context">The request.</param>
    public static (string? Kind, string? Id) Presented(HttpContext context)
    {
        string header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return context.Connection.ClientCertificate is { } certificate ? ("certificate", certificate.Thumbprint[..16]) : (null, null);
        }

        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length > Scheme.Length + KeyIdLength)
        {
            string id = header.Substring(Scheme.Length, KeyIdLength);
            if (header[Scheme.Length + KeyIdLength] == '_' && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            {
                return ("key", id);
            }
        }

        return ("unknown", null);
    }

    private static string? Shorten(string? text, int most) => string.IsNullOrEmpty(text) ? null : text.Length <= most ? text : text[..most];
}
