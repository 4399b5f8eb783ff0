using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity.Oidc;

/// <summary>Section "Gateway:Oidc": bearer tokens (JWT, RFC 7519 and RFC 9068) of an identity provider, for people.</summary>
internal sealed class OidcOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Oidc";

    /// <summary>True to accept tokens. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>Who issues the tokens: exactly what their "iss" says.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Whom the tokens are for: one of those in their "aud".</summary>
    public string Audience { get; set; } = "";

    /// <summary>The algorithms that tokens may be signed with, joined by commas, of ES256, ES384, ES512, RS256, RS384, RS512, PS256, PS384 and PS512; default "ES256".</summary>
    public string Algorithms { get; set; } = "ES256";

    /// <summary>File with the issuer's public keys as a JWK set (RFC 7517). Either this or <see cref="KeysAddress"/>.</summary>
    public string KeysFile { get; set; } = "";

    /// <summary>Address of the issuer's JWK set: https, or http on this machine. Either this or <see cref="KeysFile"/>.</summary>
    public string KeysAddress { get; set; } = "";

    /// <summary>How often the keys are read again, 10 s to 1 day; default 5 min. A key that is withdrawn works no longer than this.</summary>
    public TimeSpan KeysRefresh { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Least time between two readings when a token names a key that is not known, or after a failure, 1 s to 10 min; default 15 s.</summary>
    public TimeSpan KeysRetry { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for the keys, 100 ms to 1 min; default 5 s.</summary>
    public TimeSpan KeysTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How far the clocks of issuer and gateway may differ, 0 s to 30 s; default 30 s.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest token, 512 to 65536 characters; default 8192.</summary>
    public int MaxTokenLength { get; set; } = 8 * 1024;

    /// <summary>
    /// Claim with the roles, "customer-viewer", "customer-admin", "support", "billing" and "admin": an array of texts, or one text with
    /// spaces between. A claim of this name, otherwise a path with dots, "realm_access.roles". Default "telecom_roles".
    /// </summary>
    public string RolesClaim { get; set; } = "telecom_roles";

    /// <summary>Claim with the id of the customer, for its roles; a name or a path as above. Default "telecom_customer".</summary>
    public string CustomerClaim { get; set; } = "telecom_customer";

    /// <summary>The algorithms, one by one.</summary>
    public IReadOnlyList<string> AlgorithmNames => Algorithms.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal sealed class Validator : IValidateOptions<OidcOptions>
    {
        public ValidateOptionsResult Validate(string? name, OidcOptions options) => !options.Enabled
            ? ValidateOptionsResult.Success
            : new OptionErrors()
                .Require(options.Issuer.Length > 0, "Gateway:Oidc:Issuer", options.Issuer, "the \"iss\" of the tokens")
                .Require(options.Audience.Length > 0, "Gateway:Oidc:Audience", options.Audience, "the \"aud\" of the tokens")
                .Require(
                    options.AlgorithmNames.Count > 0 && options.AlgorithmNames.All(KeyAlgorithms.All.Contains),
                    "Gateway:Oidc:Algorithms",
                    options.Algorithms,
                    string.Join(", ", KeyAlgorithms.All))
                .Require(
                    options.KeysFile.Length == 0 != (options.KeysAddress.Length == 0),
                    "Gateway:Oidc:KeysFile",
                    options.KeysFile,
                    "a file, or empty with Gateway:Oidc:KeysAddress; exactly one of the two")
                .Require(options.KeysFile.Length == 0 || File.Exists(options.KeysFile), "Gateway:Oidc:KeysFile", options.KeysFile, "a file that exists")
                .Require(
                    options.KeysAddress.Length == 0 || IsSafe(options.KeysAddress),
                    "Gateway:Oidc:KeysAddress",
                    options.KeysAddress.Contains('@', StringComparison.Ordinal) ? "an address with a password" : options.KeysAddress,
                    "an https address, or an http one on this machine")
                .Range("Gateway:Oidc:KeysRefresh", options.KeysRefresh, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1))
                .Range("Gateway:Oidc:KeysRetry", options.KeysRetry, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
                .Range("Gateway:Oidc:KeysTimeout", options.KeysTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
                .Range("Gateway:Oidc:ClockSkew", options.ClockSkew, TimeSpan.Zero, TimeSpan.FromSeconds(30))
                .Range("Gateway:Oidc:MaxTokenLength", options.MaxTokenLength, 512, 65_536)
                .Require(options.RolesClaim.Length > 0, "Gateway:Oidc:RolesClaim", options.RolesClaim, "the name or path of a claim")
                .Require(options.CustomerClaim.Length > 0, "Gateway:Oidc:CustomerClaim", options.CustomerClaim, "the name or path of a claim")
                .ToResult();

        private static bool IsSafe(string address) =>
            Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
    }
}
