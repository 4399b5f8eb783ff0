using Grpc.Core;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Rpc;

/// <content>Who gets in: disabling agents, and the list of keys.</content>
internal sealed partial class CatalogService
{
    /// <summary>Parent of the keys of the provider's staff.</summary>
    private const string Provider = "provider";

    /// <inheritdoc/>
    public override async Task<DisableAgentResponse> DisableAgent(DisableAgentRequest request, ServerCallContext context) => new()
    {
        Agent = await ChangeAgentAsync(request.Name, context, (agent, version) => AgentChanges.Disable(agent, version, NowUs)),
    };

    /// <inheritdoc/>
    public override async Task<EnableAgentResponse> EnableAgent(EnableAgentRequest request, ServerCallContext context) => new()
    {
        Agent = await ChangeAgentAsync(request.Name, context, AgentChanges.Enable),
    };

    /// <inheritdoc/>
    public override Task<ListApiKeysResponse> ListApiKeys(ListApiKeysRequest request, ServerCallContext context)
    {
        (string list, string owner) = request.Parent == Provider
            ? ("keys of the provider", "")
            : OfCustomer(context.GetCaller().RequireOwn(request.Parent, "", "parent").Customer);
        Paging paging = Paging.Read(list, request.PageSize, request.PageToken);
        (IReadOnlyList<StoredKey> page, string next) = paging.Take(ledger.Current.Keys.Of(owner));
        return Task.FromResult(new ListApiKeysResponse { ApiKeys = { page.Select(stored => stored.Key) }, NextPageToken = next });
    }

    private static (string List, string Owner) OfCustomer(string customer) => ($"keys of customers/{customer}", customer);

    private Task<Agent> ChangeAgentAsync(string name, ServerCallContext context, Func<Agent, long, CatalogChange<Agent>> change)
    {
        _ = context.GetCaller().RequireOwn(name, "agents", "name");
        return ledger.ChangeAsync(
            view => change(view.Agents.Find(name) ?? throw RpcFailure.NotFound(name), view.VersionOfAgent(name)),
            context.CancellationToken);
    }
}
