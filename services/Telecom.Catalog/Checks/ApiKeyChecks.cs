using Google.Protobuf.Collections;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;

namespace Telecom.Catalog.Checks;

/// <summary>
/// Which keys there can be: an agent's key has ROLE_AGENT alone and its agent as subject; a customer's other keys have customer roles;
/// keys of the provider have provider roles. No key ever grants ROLE_SERVICE.
/// </summary>
internal static class ApiKeyChecks
{
    /// <summary>Checks a key that is to be created.</summary>
    /// <param name="key">The key.</param>
    /// <param name="nowUs">Now, microseconds since the Unix epoch.</param>
    /// <param name="view">The catalogue.</param>
    public static void Check(ApiKey key, long nowUs, CatalogView view)
    {
        Violations violations = new();
        ResourceName? owner = CheckName("api_key.name", key.Name, violations);
        violations.Customer("api_key.name", owner, view);
        violations.Text("api_key.subject", key.Subject);
        bool ofProvider = ApiKeyNames.IsProvider(key.Name);
        if (owner is not null || ofProvider)
        {
            CheckRoles(key.Roles, ofProvider, violations);
        }

        if (owner is not null && key.Roles.Contains(Role.Agent))
        {
            CheckAgent(key.Subject, owner, view, violations);
        }

        if (key.ExpireTimeUs != 0 && (key.ExpireTimeUs <= nowUs || key.ExpireTimeUs >= RequestChecks.EndUs))
        {
            violations.Add(
                "api_key.expire_time_us",
                $"{key.ExpireTimeUs} is not 0 (never) or after now ({nowUs}) and below {RequestChecks.EndUs} (2100-01-01)",
                "OUT_OF_RANGE");
        }

        violations.ThrowIfAny();
    }

    /// <summary>Reads a key's name. The result is null for the provider's keys and for malformed names.</summary>
    public static ResourceName? CheckName(string field, string name, Violations violations)
    {
        if (ApiKeyNames.IsProvider(name))
        {
            return null;
        }

        if (ResourceName.TryParse(name, ApiKeyNames.Collection, out ResourceName? parsed))
        {
            return parsed;
        }

        violations.Add(
            field,
            $"\"{(name.Length <= 200 ? name : name[..200] + "…")}\" is not of the form \"customers/{{customer}}/keys/{{id}}\" or "
                + $"\"provider/keys/{{id}}\"; an id has {ResourceName.IdRule}",
            "MALFORMED_NAME");
        return null;
    }

    private static void CheckRoles(RepeatedField<Role> roles, bool ofProvider, Violations violations)
    {
        if (roles.Count == 0)
        {
            violations.Add("api_key.roles", "is empty; allowed: at least one role", "REQUIRED");
        }

        if (roles.Distinct().Count() != roles.Count)
        {
            violations.Add("api_key.roles", "has a role twice", "DUPLICATE");
        }

        for (int i = 0; i < roles.Count; i++)
        {
            bool legal = ofProvider
                ? RoleRules.ProviderRoles.Contains(roles[i])
                : RoleRules.CustomerRoles.Contains(roles[i]) || roles[i] == Role.Agent;
            if (!legal)
            {
                string allowed = ofProvider
                    ? string.Join(", ", RoleRules.ProviderRoles.Order().Select(RoleRules.NameOf))
                    : string.Join(", ", RoleRules.CustomerRoles.Order().Select(RoleRules.NameOf)) + ", or ROLE_AGENT alone";
                violations.Add($"api_key.roles[{i}]", $"{RoleRules.NameOf(roles[i])} is not for this key; allowed: {allowed}", "ROLE_NOT_ALLOWED");
            }
        }

        if (!ofProvider && roles.Contains(Role.Agent) && roles.Any(r => r != Role.Agent))
        {
            violations.Add("api_key.roles", "has ROLE_AGENT beside other roles; an agent's key has it alone", "ROLE_NOT_ALLOWED");
        }
    }

    private static void CheckAgent(string subject, ResourceName owner, CatalogView view, Violations violations)
    {
        if (violations.Name("api_key.subject", subject, "agents") is not { } agent)
        {
            return;
        }

        if (agent.Customer != owner.Customer)
        {
            violations.Add("api_key.subject", $"\"{agent}\" is not of {owner.CustomerName}, which the key belongs to", "FOREIGN_REFERENCE");
        }
        else if (view.Agents.Find(subject) is null)
        {
            violations.Add("api_key.subject", $"there is no {agent}", "REFERENCE_NOT_FOUND");
        }
    }
}
