using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>Section "Identity:Development": reading without a key, on the developer's own machine.</summary>
internal sealed class DevelopmentIdentityOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Identity:Development";

    /// <summary>True to answer HTTP GET requests without a key that come from this machine. Default false; refused in Production.</summary>
    public bool Enabled { get; set; }

    /// <summary>
    /// Roles of such requests, joined by commas: provider roles, which reach every customer. Default "ROLE_SUPPORT".
    /// </summary>
    public string Roles { get; set; } = "ROLE_SUPPORT";

    /// <summary>The roles, parsed; those that cannot be are left out.</summary>
    public IReadOnlySet<Role> ParsedRoles() => Names()
        .Select(name => RoleRules.TryParse(name, out Role role) ? role : Role.Unspecified)
        .Where(role => role != Role.Unspecified)
        .ToHashSet();

    private string[] Names() => Roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal sealed class Validator(IHostEnvironment environment) : IValidateOptions<DevelopmentIdentityOptions>
    {
        public ValidateOptionsResult Validate(string? name, DevelopmentIdentityOptions options) => !options.Enabled
            ? ValidateOptionsResult.Success
            : new OptionErrors()
                .Require(!environment.IsProduction(), "Identity:Development:Enabled", true, "false, since the environment is Production")
                .Require(
                    options.Names().Length > 0 && options.Names().All(role => RoleRules.TryParse(role, out Role parsed) && RoleRules.ProviderRoles.Contains(parsed)),
                    "Identity:Development:Roles",
                    options.Roles,
                    string.Join(", ", RoleRules.ProviderRoles.Order().Select(RoleRules.NameOf)))
                .ToResult();
    }
}
