using Telecom.Common.V1;

namespace Telecom.Hosting.Tests;

/// <summary>A legal caller for each role.</summary>
internal static class Callers
{
    public static Caller Service { get; } = new("sla", null, new HashSet<Role> { Role.Service }, null);

    public static Caller Of(Role role, string customer = "acme") => role switch
    {
        Role.Agent => new($"customers/{customer}/agents/probe-1", customer, new HashSet<Role> { role }, $"customers/{customer}/agents/probe-1"),
        Role.CustomerViewer or Role.CustomerAdmin => new("Jo of " + customer, customer, new HashSet<Role> { role }, null),
        Role.Service => Service,
        _ => new("Sam of the provider", null, new HashSet<Role> { role }, null),
    };
}
