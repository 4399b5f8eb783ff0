using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>Which roles belong together, and their names on the wire.</summary>
public static class RoleRules
{
    private static readonly FrozenDictionary<string, Role> ByName = AccessPolicyReflection.Descriptor
        .FindTypeByName<EnumDescriptor>(nameof(Role)).Values
        .ToFrozenDictionary(v => v.Name, v => (Role)v.Number);

    private static readonly FrozenDictionary<Role, string> Names = ByName.ToFrozenDictionary(p => p.Value, p => p.Key);

    /// <summary>Roles of a customer's people; they need a customer.</summary>
    public static IReadOnlySet<Role> CustomerRoles { get; } = new HashSet<Role> { Role.CustomerViewer, Role.CustomerAdmin };

    /// <summary>Roles of provider staff; they exclude a customer.</summary>
    public static IReadOnlySet<Role> ProviderRoles { get; } = new HashSet<Role> { Role.Support, Role.Billing, Role.Admin };

    /// <summary>The role in which a service calls others on its own behalf: the gateway may do less than the services behind it.</summary>
    /// <param name="service">Name of the service.</param>
    public static Role OwnRoleOf(string service) => service == ServiceNames.Gateway ? Role.Gateway : Role.Service;

    /// <summary>The proto name of a role, for example "ROLE_AGENT".</summary>
    /// <param name="role">The role.</param>
    public static string NameOf(Role role) => Names.TryGetValue(role, out string? name) ? name : $"ROLE_{(int)role}";

    /// <summary>Reads a proto name.</summary>
    /// <param name="name">For example "ROLE_AGENT".</param>
    /// <param name="role">The role, when the result is true.</param>
    /// <returns>False for an unknown name and for ROLE_UNSPECIFIED, which never grants anything.</returns>
    public static bool TryParse(string? name, out Role role)
    {
        role = Role.Unspecified;
        return name is not null && ByName.TryGetValue(name, out role) && role != Role.Unspecified;
    }
}
