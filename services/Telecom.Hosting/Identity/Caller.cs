using Telecom.Common.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Hosting;

/// <summary>Who is calling, from a verified token.</summary>
/// <param name="Subject">Resource name of an agent, name of a service, or a name for people.</param>
/// <param name="Customer">Id of the customer that the caller belongs to; null for provider staff and services.</param>
/// <param name="Roles">What the caller may do.</param>
/// <param name="Agent">Resource name of the agent, for callers with <see cref="Role.Agent"/>; null for others.</param>
public sealed record Caller(string Subject, string? Customer, IReadOnlySet<Role> Roles, string? Agent)
{
    /// <summary>True for provider staff and services, who reach every customer.</summary>
    public bool IsProvider => Customer is null;

    /// <summary>True when the caller has the role.</summary>
    /// <param name="role">The role.</param>
    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>
    /// Reads a resource name and checks that the caller may reach it. Another customer's resource is refused exactly like one that
    /// does not exist, so that names cannot be probed; an agent reaches no other agent.
    /// </summary>
    /// <param name="resourceName">The name as sent.</param>
    /// <param name="collection">The collection that is expected, for example "circuits"; empty for a customer's own name.</param>
    /// <param name="field">Path of the request field that holds the name.</param>
    /// <returns>The parsed name.</returns>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT when the name is malformed, NOT_FOUND when it is another's.</exception>
    public ResourceName RequireOwn(string resourceName, string collection, string field)
    {
        if (!ResourceName.TryParse(resourceName, collection, out ResourceName? name))
        {
            throw RpcFailure.Invalid([NameViolation(resourceName, collection, field)]);
        }

        bool foreign = Customer is not null && name.Customer != Customer;
        bool otherAgent = Agent is not null && name.Collection == "agents" && name.ToString() != Agent;
        return foreign || otherAgent ? throw RpcFailure.NotFound(resourceName) : name;
    }

    /// <summary>The violation for a malformed resource name, for validators that collect several.</summary>
    /// <param name="resourceName">The name as sent.</param>
    /// <param name="collection">The collection that is expected; empty for a customer's own name.</param>
    /// <param name="field">Path of the request field.</param>
    public static FieldViolation NameViolation(string resourceName, string collection, string field)
    {
        string pattern = collection.Length == 0 ? "customers/{customer}" : $"customers/{{customer}}/{collection}/{{id}}";
        string shown = resourceName.Length <= 200 ? resourceName : resourceName[..200] + "…";
        return new FieldViolation(field, $"\"{shown}\" is not of the form \"{pattern}\"; an id has {ResourceName.IdRule}", "MALFORMED_NAME");
    }
}
