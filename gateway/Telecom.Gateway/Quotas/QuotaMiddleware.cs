using Telecom.Gateway.Errors;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Quotas;

/// <summary>
/// After identity: counts each request against its caller and its customer when it begins. A stream that was let in is never limited
/// afterwards; what needs no identity (health) is not limited at all.
/// </summary>
internal sealed class QuotaMiddleware(RequestDelegate next, CallerQuotas quotas, FailedIdentities identities)
{
    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<CallerIdentity>() is not { } identity)
        {
            await next(context);
            return;
        }

        if (context.Features.Get<PresentedCredential>() is { } credential)
        {
            identities.Succeeded(credential.Sha256);
        }

        IDisposable lease;
        try
        {
            lease = quotas.Enter(identity.Caller);
        }
        catch (RpcFailure refusal)
        {
            await context.RefuseAsync(refusal);
            return;
        }

        using (lease)
        {
            await next(context);
        }
    }
}
