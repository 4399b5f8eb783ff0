using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>A catalogue with two customers.</summary>
internal sealed class FixedCatalogue : ICatalogDirectory
{
    public CatalogSnapshot? Current { get; } = new()
    {
        Revision = 1,
        Customers = { new Customer { Name = "customers/acme" }, new Customer { Name = "customers/globex" } },
    };

    public Task WaitReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
