using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>Two customers; a customer's own caller sees its own, as with the real catalogue.</summary>
internal sealed class FakeCatalog : CatalogService.CatalogServiceBase
{
    public override Task<ListCustomersResponse> ListCustomers(ListCustomersRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        Customer[] all =
        [
            new() { Name = "customers/acme", DisplayName = "Acme", CreateTimeUs = 1_750_000_000_000_001 },
            new() { Name = "customers/globex", DisplayName = "Globex", CreateTimeUs = 1_750_000_000_000_002 },
        ];
        return Task.FromResult(new ListCustomersResponse
        {
            Customers = { all.Where(customer => caller.IsProvider || customer.Name == $"customers/{caller.Customer}") },
            NextPageToken = request.PageSize == 1 ? "more" : "",
        });
    }

    public override Task<ListCircuitsResponse> ListCircuits(ListCircuitsRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        return Task.FromResult(new ListCircuitsResponse
        {
            Circuits = { new Circuit { Name = $"{request.Parent}/circuits/north", DisplayName = "North", Subscription = $"{request.Parent}/subscriptions/main" } },
        });
    }
}
