using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;

namespace Telecom.Gateway.Identity;

/// <summary>Whom a key speaks for.</summary>
internal static class KeyOwner
{
    /// <summary>
    /// The caller behind a key that the catalogue vouches for; null when the key makes no sense, so that a fault of the catalogue cannot
    /// become an identity that no service would accept from the gateway.
    /// </summary>
    /// <param name="key">The key.</param>
    public static Caller? Of(ApiKey key)
    {
        HashSet<Role> roles = [.. key.Roles];
        if (roles.Count == 0 || string.IsNullOrWhiteSpace(key.Subject))
        {
            return null;
        }

        if (!ResourceName.TryParse(key.Name, "keys", out ResourceName? name))
        {
            bool provider = key.Name.StartsWith("provider/keys/", StringComparison.Ordinal) && roles.IsSubsetOf(RoleRules.ProviderRoles);
            return provider ? new Caller(key.Subject, null, roles, null) : null;
        }

        if (roles.Contains(Role.Agent))
        {
            bool own = roles.Count == 1 && ResourceName.TryParse(key.Subject, "agents", out ResourceName? agent) && agent.Customer == name.Customer;
            return own ? new Caller(key.Subject, name.Customer, roles, key.Subject) : null;
        }

        return roles.IsSubsetOf(RoleRules.CustomerRoles) ? new Caller(key.Subject, name.Customer, roles, null) : null;
    }
}
