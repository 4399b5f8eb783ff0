using Telecom.Gateway.Identity.Credentials;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>Who is calling, and the token that says so to the services.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="Token">A token of the gateway's own, in compact form.</param>
/// <param name="Credential">What the caller proved it with.</param>
internal sealed record CallerIdentity(Caller Caller, string Token, Credential Credential)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => $"{Caller.Subject} ({Credential})";
}
