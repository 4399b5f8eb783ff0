using Telecom.Common.V1;
using Telecom.Gateway.Errors;
using Telecom.Hosting;

namespace Telecom.Gateway.Audit;

/// <summary>After identity and quotas: lets a write in only when there is room for its entry.</summary>
internal sealed class AuditWriteMiddleware(RequestDelegate next, AuditLog log, TimeProvider clock)
{
    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<AuditScope>() is not { } scope || !AuditMethods.IsWrite(context.Request))
        {
            return next(context);
        }

        bool stream = AuditMethods.IsStream(context.Request);
        if (!log.TryReserve(stream ? 2 : 1, out int taken))
        {
            return context.RefuseAsync(RpcFailure.Unavailable(
                ErrorReason.StoreUnavailable, "The audit log cannot be written now, so nothing was changed.", log.RetryAfter));
        }

        (scope.Ending, scope.Reserved) = (stream ? AuditKinds.StreamEnd : AuditKinds.Write, taken > 0);
        if (stream)
        {
            log.Add(AuditEntries.Of(context, scope, AuditKinds.StreamBegin, null, clock), scope.Reserved);
        }

        return next(context);
    }
}
