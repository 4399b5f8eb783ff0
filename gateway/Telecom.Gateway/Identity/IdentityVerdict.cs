using Telecom.Gateway.Identity.Credentials;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>Outcome of looking at what a caller presents.</summary>
/// <param name="Identity">Whom it speaks for; null when it was refused, or nobody could say.</param>
/// <param name="Failure">What the caller is told; null for the usual refusal, which never says what was wrong.</param>
internal sealed record IdentityVerdict(CallerIdentity? Identity, RpcFailure? Failure = null)
{
    /// <summary>Unknown, wrong, expired or revoked.</summary>
    public static IdentityVerdict Refused { get; } = new(null, null);

    /// <summary>True when nobody could say.</summary>
    public bool Unavailable => Failure?.Code == Grpc.Core.StatusCode.Unavailable;

    /// <summary>The same for a credential that was good before.</summary>
    public CredentialStanding Standing =>
        Identity is not null ? CredentialStanding.Good : Unavailable ? CredentialStanding.Unknown : CredentialStanding.Refused;
}
