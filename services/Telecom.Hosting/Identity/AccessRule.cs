using Telecom.Common.V1;

namespace Telecom.Hosting;

/// <summary>The access policy of one RPC, checked and ready to apply.</summary>
/// <param name="Method">Full name of the method, "/package.Service/Method".</param>
/// <param name="Roles">The roles that may call; one of them is enough.</param>
/// <param name="Reach">How far such a caller may reach.</param>
/// <param name="Anonymous">True when the call needs no identity.</param>
public sealed record AccessRule(string Method, IReadOnlySet<Role> Roles, Reach Reach, bool Anonymous)
{
    /// <summary>True when the caller's roles are enough; an RPC that reaches agents needs an agent as well.</summary>
    /// <param name="caller">The verified caller.</param>
    public bool Allows(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Roles.Overlaps(caller.Roles) && (Reach != Reach.Agent || caller.Agent is not null);
    }
}
