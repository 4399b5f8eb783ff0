using Microsoft.IdentityModel.JsonWebTokens;

namespace Telecom.Hosting;

/// <summary>
/// Tokens that a service makes for itself and reads again, in any of its processes: they share one key. Each purpose has its own audience
/// and type, so that no service takes one for a caller's token, nor one purpose for another.
/// </summary>
public interface IOwnTokens
{
    /// <summary>Makes a token.</summary>
    /// <param name="purpose">What it is for, for example "telecom-session"; never "telecom", which is the audience of callers' tokens.</param>
    /// <param name="claims">What it says; anybody who has it can read that.</param>
    /// <param name="expires">Until when it holds.</param>
    /// <returns>The token in compact form.</returns>
    string Issue(string purpose, IDictionary<string, object> claims, DateTimeOffset expires);

    /// <summary>Reads a token.</summary>
    /// <param name="purpose">What it must be for.</param>
    /// <param name="token">The token in compact form.</param>
    /// <returns>The token; null when it was not made here for this purpose, or has expired.</returns>
    ValueTask<JsonWebToken?> ReadAsync(string purpose, string token);
}
