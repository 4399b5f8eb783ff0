using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>Who is calling, and the token that says so to the services.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="Token">A token of the gateway's own, in compact form.</param>
internal sealed record CallerIdentity(Caller Caller, string Token);
