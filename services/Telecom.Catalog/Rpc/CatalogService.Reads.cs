using Grpc.Core;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Rpc;

/// <content>One resource at a time. Another customer's is not found, exactly like one that does not exist.</content>
internal sealed partial class CatalogService
{
    /// <inheritdoc/>
    public override Task<GetCustomerResponse> GetCustomer(GetCustomerRequest request, ServerCallContext context)
    {
        _ = context.GetCaller().RequireOwn(request.Name, "", "name");
        return ledger.Current.Customers.TryGetValue(request.Name, out Customer? customer)
            ? Task.FromResult(new GetCustomerResponse { Customer = customer })
            : throw RpcFailure.NotFound(request.Name);
    }

    /// <inheritdoc/>
    public override Task<GetSubscriptionResponse> GetSubscription(GetSubscriptionRequest request, ServerCallContext context) =>
        Task.FromResult(new GetSubscriptionResponse { Subscription = Find(ledger.Current.Subscriptions, "subscriptions", request.Name, context) });

    /// <inheritdoc/>
    public override Task<GetCircuitResponse> GetCircuit(GetCircuitRequest request, ServerCallContext context) =>
        Task.FromResult(new GetCircuitResponse { Circuit = Find(ledger.Current.Circuits, "circuits", request.Name, context) });

    /// <inheritdoc/>
    public override Task<GetAgentResponse> GetAgent(GetAgentRequest request, ServerCallContext context) =>
        Task.FromResult(new GetAgentResponse { Agent = Find(ledger.Current.Agents, "agents", request.Name, context) });

    private static T Find<T>(ResourceTable<T> table, string collection, string name, ServerCallContext context)
        where T : class
    {
        _ = context.GetCaller().RequireOwn(name, collection, "name");
        return table.Find(name) ?? throw RpcFailure.NotFound(name);
    }
}
