using System.Diagnostics;
using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>
/// The access policy of an RPC for a plain HTTP route that does the same: one token, of an issuer that is trusted, with a role and a reach
/// that the RPC allows. No other header is read.
/// </summary>
public sealed partial class HttpAccess
{
    private const string Scheme = "Bearer ";

    private readonly PolicyTable _policies;
    private readonly TokenVerifier _verifier;
    private readonly ILogger _logger;

    internal HttpAccess(PolicyTable policies, TokenVerifier verifier, ILogger<HttpAccess> logger) =>
        (_policies, _verifier, _logger) = (policies, verifier, logger);

    /// <summary>The id that ties the caller's error to the log: the request's own when it is harmless, otherwise one made here.</summary>
    /// <param name="context">The request.</param>
    public static string CorrelationIdOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string sent = context.Request.Headers[CorrelationIds.Header].ToString();
        return sent is { Length: > 0 and <= 64 } && sent.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? sent
            : Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString()
            : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>Who calls, when the policy allows it.</summary>
    /// <param name="method">Full name of the RPC whose policy holds, "/package.Service/Method".</param>
    /// <param name="context">The request.</param>
    /// <param name="correlationId">The id of the request, for the log.</param>
    /// <exception cref="RpcFailure">UNAUTHENTICATED without a good token; PERMISSION_DENIED without the roles, or for an RPC without a policy.</exception>
    public async Task<Caller> AuthorizeAsync(string method, HttpContext context, string correlationId)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_policies.Find(method) is not { Anonymous: false } rule)
        {
            throw new RpcFailure(StatusCode.PermissionDenied, ErrorReason.PolicyMissing, $"{method} declares no access policy and is refused for everyone.");
        }

        // Two identities on one request are none.
        StringValues presented = context.Request.Headers.Authorization;
        string text = presented.Count == 1 ? presented.ToString() : "";
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || text.Length == Scheme.Length)
        {
            throw RpcFailure.Unauthenticated("The request needs one header \"authorization: Bearer {token}\".");
        }

        TokenVerdict verdict = await _verifier.VerifyAsync(text[Scheme.Length..].Trim());
        if (verdict.Caller is not { } caller)
        {
            Log.TokenRefused(_logger, method, correlationId, verdict.Refusal);
            throw RpcFailure.Unauthenticated("The token cannot be verified.");
        }

        return rule.Allows(caller)
            ? caller
            : throw RpcFailure.PermissionDenied($"{method} needs one of {string.Join(", ", rule.Roles.Order().Select(RoleRules.NameOf))}, and an agent's key.");
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 113, Level = LogLevel.Information, Message = "{Method} over HTTP: token refused ({Refusal}), correlation id {CorrelationId}")]
        public static partial void TokenRefused(ILogger logger, string method, string correlationId, string? refusal);
    }
}
