using Grpc.Core;
using Microsoft.Extensions.Logging;
using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>Applies the access policy of each RPC. Identity comes from the token alone; no other header is read.</summary>
internal sealed partial class AccessInterceptor(PolicyTable policies, TokenVerifier verifier, ILogger<AccessInterceptor> logger) : ServerCallInterceptor
{
    private const string Scheme = "Bearer ";

    /// <inheritdoc/>
    protected override async Task InvokeAsync(ServerCallContext context, Func<Task> call)
    {
        AccessRule rule = policies.Find(context.Method) ?? throw new RpcFailure(
            StatusCode.PermissionDenied,
            ErrorReason.PolicyMissing,
            $"{context.Method} declares no access policy and is refused for everyone.",
            metadata: new Dictionary<string, string> { ["method"] = context.Method });
        if (!rule.Anonymous)
        {
            context.SetCaller(await AuthorizeAsync(context, rule));
        }

        await call();
    }

    private async ValueTask<Caller> AuthorizeAsync(ServerCallContext context, AccessRule rule)
    {
        string token = ReadToken(context.RequestHeaders)
            ?? throw RpcFailure.Unauthenticated("The call needs one header \"authorization: Bearer {token}\".");
        TokenVerdict verdict = await verifier.VerifyAsync(token);
        if (verdict.Caller is not { } caller)
        {
            string correlationId = context.GetCorrelationId();
            Log.TokenRefused(logger, context.Method, correlationId, verdict.Refusal);
            throw RpcFailure.Unauthenticated("The token cannot be verified.");
        }

        if (!rule.Allows(caller))
        {
            string needed = string.Join(", ", rule.Roles.Order().Select(RoleRules.NameOf));
            throw RpcFailure.PermissionDenied(
                $"{context.Method} needs one of {needed}{(rule.Reach == Reach.Agent ? ", and an agent's key" : "")}.",
                new Dictionary<string, string> { ["method"] = context.Method, ["roles"] = needed });
        }

        return caller;
    }

    private static string? ReadToken(Metadata headers)
    {
        string? found = null;
        foreach (Metadata.Entry entry in headers)
        {
            if (!entry.IsBinary && entry.Key == "authorization")
            {
                // Two identities on one call are none.
                if (found is not null || !entry.Value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
                {
                    return null;
                }

                found = entry.Value[Scheme.Length..].Trim();
            }
        }

        return string.IsNullOrEmpty(found) ? null : found;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 112, Level = LogLevel.Information, Message = "{Method}: token refused ({Refusal}), correlation id {CorrelationId}")]
        public static partial void TokenRefused(ILogger logger, string method, string correlationId, string? refusal);
    }
}
