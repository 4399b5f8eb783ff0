namespace Telecom.Hosting;

/// <summary>Mints tokens with this service's own private key (ES256, RFC 7518 section 3.4).</summary>
public interface ITokenIssuer
{
    /// <summary>Mints a token (RFC 7519) with iss = this service and aud = "telecom".</summary>
    /// <param name="caller">Whom the token speaks for.</param>
    /// <param name="lifetime">How long it holds from now; more than zero.</param>
    /// <returns>The token in compact form.</returns>
    string Issue(Caller caller, TimeSpan lifetime);
}
