using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Feed;

/// <summary>
/// Options of calls that begin long after their request did: each gets a token that is fresh, since the request's own has expired by
/// then. That the caller's credential still holds is checked again elsewhere, for every call that is under way.
/// </summary>
internal sealed class BackendCallOptions(ITokenIssuer issuer, IOptions<GatewayIdentityOptions> identity)
{
    /// <summary>Options of a stream without a deadline.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Whose request it is.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public CallOptions ForStream(HttpContext context, Caller caller, CancellationToken cancellationToken) => new(
        new Metadata
        {
            { "authorization", $"Bearer {issuer.Issue(caller, identity.Value.TokenLifetime)}" },
            { CorrelationMiddleware.Header, context.GetCorrelationId() },
        },
        cancellationToken: cancellationToken);
}
