using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>A customer with circuits, an agent and keys, registered through the gateway.</summary>
internal sealed class Tenant
{
    private Tenant(string name, string agentSecret, string viewerSecret)
    {
        Name = name;
        AgentSecret = agentSecret;
        ViewerSecret = viewerSecret;
    }

    public string Name { get; }

    public string AgentName => Name + "/agents/probe";

    public string AgentSecret { get; }

    public string ViewerSecret { get; }

    public string Circuit(string id) => $"{Name}/circuits/{id}";

    public static async Task<Tenant> RegisterAsync(GatewayChannel admin, string id, IEnumerable<string> circuits, string plan = "premium", long startUs = 0)
    {
        var catalog = new CatalogService.CatalogServiceClient(admin.Invoker);
        string name = "customers/" + id;
        string subscription = name + "/subscriptions/main";
        await catalog.CreateCustomerAsync(new CreateCustomerRequest { Customer = new Customer { Name = name, DisplayName = id } });
        await catalog.CreateSubscriptionAsync(new CreateSubscriptionRequest
        {
            Subscription = new Subscription { Name = subscription, Contract = "contracts/infopromo", Plan = plan, StartTimeUs = startUs },
        });
        foreach (string circuit in circuits)
        {
            await catalog.CreateCircuitAsync(new CreateCircuitRequest
            {
                Circuit = new Circuit { Name = $"{name}/circuits/{circuit}", DisplayName = circuit, Subscription = subscription },
            });
        }

        string agent = name + "/agents/probe";
        await catalog.CreateAgentAsync(new CreateAgentRequest { Agent = new Telecom.Catalog.V1.Agent { Name = agent, DisplayName = "probe" } });
        string agentSecret = await CreateKeyAsync(catalog, name + "/keys/probe", agent, Role.Agent);
        string viewerSecret = await CreateKeyAsync(catalog, name + "/keys/viewer", "a viewer", Role.CustomerViewer);
        return new Tenant(name, agentSecret, viewerSecret);
    }

    /// <summary>Status of one circuit as the customer's viewer sees it.</summary>
    public static async Task<CircuitStatus> StatusAsync(GatewayChannel viewer, string circuit)
    {
        GetStatusResponse response = await new SlaService.SlaServiceClient(viewer.Invoker).GetStatusAsync(new GetStatusRequest { Name = circuit });
        return response.Status;
    }

    private static async Task<string> CreateKeyAsync(CatalogService.CatalogServiceClient catalog, string name, string subject, Role role)
    {
        CreateApiKeyResponse response = await catalog.CreateApiKeyAsync(new CreateApiKeyRequest
        {
            ApiKey = new ApiKey { Name = name, Subject = subject, Roles = { role } },
        });
        return response.Secret;
    }
}
