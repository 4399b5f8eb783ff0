using Microsoft.IdentityModel.Tokens;

namespace Telecom.Gateway.Identity.Oidc;

/// <summary>A public key of the issuer.</summary>
/// <param name="Id">Its "kid"; empty when it has none.</param>
/// <param name="Thumbprint">Its thumbprint (RFC 7638), which tells it from another key under the same id.</param>
/// <param name="Algorithms">The algorithms that it may be used with.</param>
/// <param name="Key">The key.</param>
internal sealed record OidcKey(string Id, string Thumbprint, IReadOnlyList<string> Algorithms, SecurityKey Key);
