using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Cases;

namespace Telecom.Support;

/// <summary>What a caller is to a case.</summary>
internal static class CallerExtensions
{
    /// <summary>Name that stands for all customers.</summary>
    private const string All = "customers/-";

    /// <summary>The caller's side.</summary>
    public static CaseSide Side(this Caller caller) => caller.IsProvider ? CaseSide.Staff : CaseSide.Customer;

    /// <summary>The customer of a "parent"; null for "customers/-", which is the provider's.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="parent">The name as sent.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT, NOT_FOUND.</exception>
    public static ResourceName? RequireParent(this Caller caller, string parent)
    {
        if (parent == All)
        {
            return caller.IsProvider ? null : throw RpcFailure.NotFound(parent);
        }

        return caller.RequireOwn(parent, "", "parent");
    }
}
