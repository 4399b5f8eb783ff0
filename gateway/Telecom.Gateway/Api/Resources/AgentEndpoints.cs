using System.ComponentModel.DataAnnotations;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Agents.</summary>
internal static class AgentEndpoints
{
    private const string Collection = "agents";

    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapAgents(this RouteGroupBuilder api)
    {
        RouteGroupBuilder agents = api.Resource("Agents");
        _ = agents.Read("/customers/{customer}/agents", "listAgents", ListAsync);
        _ = agents.Read("/customers/{customer}/agents/{agent}", "getAgent", GetAsync);
        _ = agents.Write<NewAgentModel>("/customers/{customer}/agents", "createAgent", CreateAsync);
        _ = agents.Do("/customers/{customer}/agents/{agent}/disable", "disableAgent", DisableAsync);
        _ = agents.Do("/customers/{customer}/agents/{agent}/enable", "enableAgent", EnableAsync);
    }

    /// <summary>Agents of a customer.</summary>
    internal static async Task<PageResult<AgentListModel, AgentModel>> ListAsync(
        HttpContext context, BackendClients clients, string customer, [Range(1, 1000)] int? pageSize = null, string? pageToken = null)
    {
        var request = new ListAgentsRequest { Parent = ResourceNames.Customer(customer), PageSize = pageSize ?? 0, PageToken = pageToken ?? "" };
        ListAgentsResponse response = await clients.Catalog.ListAgentsAsync(request, clients.For(context));
        return new(new AgentListModel([.. response.Agents.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    /// <summary>One agent.</summary>
    internal static async Task<ResourceResult<AgentModel>> GetAsync(HttpContext context, BackendClients clients, string customer, string agent)
    {
        GetAgentResponse response = await clients.Catalog.GetAgentAsync(
            new GetAgentRequest { Name = ResourceNames.Of(customer, Collection, agent) }, clients.For(context));
        return new(response.Agent.ToModel());
    }

    /// <summary>Creates an agent. The same content again is the same agent; other content is a conflict.</summary>
    internal static async Task<CreatedResult<AgentModel>> CreateAsync(HttpContext context, BackendClients clients, string customer)
    {
        NewAgentModel sent = (await RequestBody.ReadAsync<NewAgentModel>(context)).Value;
        var wanted = new Agent { Name = ResourceNames.Of(customer, Collection, sent.Id), DisplayName = sent.DisplayName };
        Agent created = (await clients.Catalog.CreateAgentAsync(new CreateAgentRequest { Agent = wanted }, clients.For(context))).Agent;
        return new(created.Name, created.ToModel(), "");
    }

    /// <summary>Disables an agent: its keys and certificates are refused from then on, and its streams end. Again changes nothing.</summary>
    internal static async Task<ResourceResult<AgentModel>> DisableAsync(HttpContext context, BackendClients clients, string customer, string agent)
    {
        DisableAgentResponse response = await clients.Catalog.DisableAgentAsync(
            new DisableAgentRequest { Name = ResourceNames.Of(customer, Collection, agent) }, clients.For(context));
        return new(response.Agent.ToModel(), "");
    }

    /// <summary>Enables an agent that was disabled. Its keys work again unless they were revoked.</summary>
    internal static async Task<ResourceResult<AgentModel>> EnableAsync(HttpContext context, BackendClients clients, string customer, string agent)
    {
        EnableAgentResponse response = await clients.Catalog.EnableAgentAsync(
            new EnableAgentRequest { Name = ResourceNames.Of(customer, Collection, agent) }, clients.For(context));
        return new(response.Agent.ToModel(), "");
    }
}
