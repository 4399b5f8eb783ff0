using System.Security.Cryptography;
using System.Text;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Quotas;

/// <summary>
/// Before identity: counts the wrong credentials of an address, and refuses more of them unseen. None at all is a wrong one too: each
/// leaves an entry in the audit log, whose length is nobody's to choose.
/// </summary>
internal sealed class FailedIdentityMiddleware(RequestDelegate next, FailedIdentities identities)
{
    private const string Unauthenticated = "16";

    /// <summary>Runs the middleware.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IdentityRequired>() is null)
        {
            await next(context);
            return;
        }

        string presented = $"{context.Request.Headers.Authorization} {context.Request.Headers.Cookie} {context.Connection.ClientCertificate?.Thumbprint}";
        var credential = new PresentedCredential(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(presented))));
        string address = FailedIdentities.KeyOf(context.Connection.RemoteIpAddress);
        if (!identities.Allows(address, credential.Sha256, out RpcFailure? refusal))
        {
            await context.RefuseAsync(refusal);
            return;
        }

        context.Features.Set(credential);
        await next(context);
        if (context.Features.Get<CallerIdentity>() is null && IsUnauthenticated(context.Response))
        {
            identities.Failed(address, credential.Sha256);
        }
    }

    /// <summary>A gRPC refusal of the gateway's own has its status in the headers.</summary>
    private static bool IsUnauthenticated(HttpResponse response) =>
        response.StatusCode == StatusCodes.Status401Unauthorized || response.Headers["grpc-status"] == Unauthenticated;
}
