using Telecom.Gateway.Identity;

namespace Telecom.Gateway.Audit;

/// <summary>
/// Before identity: at the end of a request that was let in to change something, or was not let in, makes its entry. What anybody may
/// reach has none: nothing can be changed there.
/// </summary>
internal sealed class AuditMiddleware(RequestDelegate next, AuditLog log, TimeProvider clock)
{
    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!log.Enabled || context.GetEndpoint()?.Metadata.GetMetadata<IdentityRequired>() is null)
        {
            await next(context);
            return;
        }

        var scope = new AuditScope(clock.GetTimestamp(), AuditEntries.Presented(context));
        context.Features.Set(scope);
        bool failed = true;
        try
        {
            await next(context);
            failed = false;
        }
        finally
        {
            var outcome = AuditOutcome.Of(context, failed);
            if (scope.Ending is not null || outcome.RefusedAccess)
            {
                log.Add(AuditEntries.Of(context, scope, scope.Ending ?? AuditKinds.Refused, outcome, clock), scope.Reserved);
            }
        }
    }
}
