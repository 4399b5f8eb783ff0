using System.Security.Cryptography;

namespace Telecom.Gateway.Identity.Oidc;

/// <summary>
/// Which algorithms (RFC 7518, 3.1) a key may be used with. "none" and those with shared secrets are not among them: a public key taken for
/// a shared secret is known to everybody.
/// </summary>
internal static class KeyAlgorithms
{
    /// <summary>Smallest RSA key, bits (RFC 7518, 3.3).</summary>
    public const int MinRsaBits = 2048;

    /// <summary>Algorithms of RSA keys.</summary>
    public static IReadOnlyList<string> Rsa { get; } = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    /// <summary>Every algorithm that may be configured.</summary>
    public static IReadOnlyList<string> All { get; } = ["ES256", "ES384", "ES512", .. Rsa];

    /// <summary>Curve and algorithm by the name of the curve in a JWK; null for others.</summary>
    /// <param name="crv">For example "P-256".</param>
    public static (ECCurve Curve, string Algorithm)? OfCurve(string crv) => crv switch
    {
        "P-256" => (ECCurve.NamedCurves.nistP256, "ES256"),
        "P-384" => (ECCurve.NamedCurves.nistP384, "ES384"),
        "P-521" => (ECCurve.NamedCurves.nistP521, "ES512"),
        _ => null,
    };
}
