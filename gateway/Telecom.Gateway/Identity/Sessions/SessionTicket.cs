using Telecom.Hosting;

namespace Telecom.Gateway.Identity.Sessions;

/// <summary>What a session's cookie says. Exactly one of key and token is there.</summary>
/// <param name="Id">Random id of the session.</param>
/// <param name="ExpiresAt">Its end.</param>
/// <param name="Key">Id and hash of the key that it was made from.</param>
/// <param name="Token">The token that it was made from.</param>
internal sealed record SessionTicket(string Id, DateTimeOffset ExpiresAt, ApiKeySecret? Key, SessionTicket.OidcToken? Token)
{
    /// <summary>A token of the identity provider, of which the browser keeps nothing that could be presented again.</summary>
    /// <param name="Issuer">Who issued it.</param>
    /// <param name="Id">Its id in logs.</param>
    /// <param name="KeyThumbprint">Thumbprint of the key that signed it.</param>
    /// <param name="ExpiresAt">Its end.</param>
    /// <param name="Caller">Whom it speaks for.</param>
    internal sealed record OidcToken(string Issuer, string Id, string KeyThumbprint, DateTimeOffset ExpiresAt, Caller Caller);
}
