using System.Globalization;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Tmf;

/// <summary>Two customers with two subscriptions each, in pages of one.</summary>
internal sealed class FakeTmfCatalog : CatalogService.CatalogServiceBase
{
    private static readonly string[] Customers = ["customers/acme", "customers/globex"];

    public override Task<ListCustomersResponse> ListCustomers(ListCustomersRequest request, ServerCallContext context)
    {
        string name = request.PageToken.Length == 0 ? Customers[0] : request.PageToken;
        return Task.FromResult(new ListCustomersResponse
        {
            Customers = { new Customer { Name = name, DisplayName = name } },
            NextPageToken = name == Customers[0] ? Customers[1] : "",
        });
    }

    public override Task<ListSubscriptionsResponse> ListSubscriptions(ListSubscriptionsRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        bool first = request.PageToken.Length == 0;
        return Task.FromResult(new ListSubscriptionsResponse
        {
            Subscriptions = { Subscription($"{request.Parent}/subscriptions/{(first ? "backup" : "main")}") },
            NextPageToken = first ? "more" : "",
        });
    }

    public override Task<GetSubscriptionResponse> GetSubscription(GetSubscriptionRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Name, "subscriptions", "name");
        return request.Name.EndsWith("/main", StringComparison.Ordinal)
            ? Task.FromResult(new GetSubscriptionResponse { Subscription = Subscription(request.Name) })
            : throw RpcFailure.NotFound(request.Name);
    }

    public override Task<ListCircuitsResponse> ListCircuits(ListCircuitsRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        (string Id, string Subscription)[] all = [("east", "backup"), ("north", "main"), ("south", "main"), ("unknown", "main")];
        int at = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, CultureInfo.InvariantCulture);
        return Task.FromResult(new ListCircuitsResponse
        {
            Circuits = { new Circuit { Name = $"{request.Parent}/circuits/{all[at].Id}", Subscription = $"{request.Parent}/subscriptions/{all[at].Subscription}" } },
            NextPageToken = at + 1 < all.Length ? (at + 1).ToString(CultureInfo.InvariantCulture) : "",
        });
    }

    public override Task<ListContractsResponse> ListContracts(ListContractsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListContractsResponse { Contracts = { new Contract { Name = "contracts/infopromo", Title = "Network services", Provider = "Infopromo" } } });

    private static Subscription Subscription(string name) => new()
    {
        Name = name,
        Contract = name.EndsWith("/main", StringComparison.Ordinal) ? "contracts/infopromo" : "contracts/other",
        Plan = "premium",
        StartTimeUs = 1_750_000_000_000_001,
    };
}
