using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Support;

/// <summary>Questions to the catalogue that several requests share.</summary>
internal static class CatalogExtensions
{
    /// <summary>The catalogue.</summary>
    /// <param name="catalog">Where it comes from.</param>
    /// <param name="retryAfter">Wait that a caller is told while it is not known yet.</param>
    /// <exception cref="RpcFailure">UNAVAILABLE.</exception>
    public static CatalogSnapshot Require(this ICatalogDirectory catalog, TimeSpan retryAfter) =>
        catalog.Current ?? throw RpcFailure.Unavailable(ErrorReason.DependencyUnavailable, "The catalogue is not known yet.", retryAfter);

    /// <summary>Refuses a customer that the catalogue does not have.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="customer">Resource name of the customer.</param>
    /// <param name="retryAfter">Wait that a caller is told while the catalogue is not known yet.</param>
    /// <exception cref="RpcFailure">NOT_FOUND, UNAVAILABLE.</exception>
    public static void RequireCustomer(this ICatalogDirectory catalog, string customer, TimeSpan retryAfter)
    {
        if (!catalog.Require(retryAfter).Customers.Any(known => known.Name == customer))
        {
            throw RpcFailure.NotFound(customer);
        }
    }
}
