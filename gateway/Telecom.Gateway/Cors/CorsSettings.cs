using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Cors;

/// <summary>Section "Gateway:Cors": pages of other origins that may use the JSON API. None unless named.</summary>
internal sealed class CorsSettings
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Cors";

    /// <summary>Most origins.</summary>
    internal const int MaxOrigins = 100;

    /// <summary>
    /// Exact origins, "https://host" or "https://host:port", at most 100; default none. http is for the developer's own machine: refused in
    /// Production.
    /// </summary>
    public IList<string> Origins { get; } = [];

    internal sealed class Validator(IHostEnvironment environment) : IValidateOptions<CorsSettings>
    {
        public ValidateOptionsResult Validate(string? name, CorsSettings options)
        {
            OptionErrors errors = new OptionErrors().Range("Gateway:Cors:Origins (number)", options.Origins.Count, 0, MaxOrigins);
            for (int i = 0; i < options.Origins.Count; i++)
            {
                string origin = options.Origins[i];
                _ = errors.Require(
                    IsOrigin(origin),
                    FormattableString.Invariant($"Gateway:Cors:Origins:{i}"),
                    origin,
                    environment.IsProduction() ? "an origin, \"https://host\" or \"https://host:port\", in lower case" : "an origin, \"https://host:port\" or \"http://host:port\", in lower case");
            }

            return errors.ToResult();
        }

        /// <summary>True for what a browser sends as Origin, letter for letter: no path, no default port, no user, no wildcard.</summary>
        private bool IsOrigin(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
            && (uri.Scheme == "https" || (uri.Scheme == "http" && !environment.IsProduction()))
            && uri.GetLeftPart(UriPartial.Authority) == origin
            && uri.UserInfo.Length == 0
            && !origin.Contains('*', StringComparison.Ordinal);
    }
}
