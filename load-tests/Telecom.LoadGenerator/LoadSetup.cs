using System.Security.Cryptography;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;

namespace Telecom.LoadGenerator;

/// <summary>Declares a customer of its own for a run, so that a load never mixes with what is there.</summary>
public static class LoadSetup
{
    /// <summary>Creates customer, subscription, circuits, agent and agent key.</summary>
    public static async Task<LoadPlan> DeclareAsync(GatewayChannel admin, LoadOptions options, CancellationToken cancellationToken)
    {
        string customer = "customers/load-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var catalog = new CatalogService.CatalogServiceClient(admin.Invoker);
        await catalog.CreateCustomerAsync(
            new CreateCustomerRequest { Customer = new Customer { Name = customer, DisplayName = "Load test" } }, cancellationToken: cancellationToken);
        string subscription = customer + "/subscriptions/load";
        await catalog.CreateSubscriptionAsync(
            new CreateSubscriptionRequest { Subscription = new Subscription { Name = subscription, Contract = "contracts/infopromo", Plan = "enterprise" } },
            cancellationToken: cancellationToken);

        string[] circuits = [.. Enumerable.Range(1, options.Circuits).Select(i => $"{customer}/circuits/c{i}")];
        foreach (string circuit in circuits)
        {
            await catalog.CreateCircuitAsync(
                new CreateCircuitRequest { Circuit = new Circuit { Name = circuit, DisplayName = circuit, Subscription = subscription } },
                cancellationToken: cancellationToken);
        }

        string agent = customer + "/agents/generator";
        await catalog.CreateAgentAsync(
            new CreateAgentRequest { Agent = new Agent { Name = agent, DisplayName = "Load generator" } }, cancellationToken: cancellationToken);
        CreateApiKeyResponse key = await catalog.CreateApiKeyAsync(
            new CreateApiKeyRequest { ApiKey = new ApiKey { Name = customer + "/keys/generator", Subject = agent, Roles = { Role.Agent } } },
            cancellationToken: cancellationToken);
        SpoolEpoch.TryRead(RandomNumberGenerator.GetBytes(SpoolEpoch.Length), out SpoolEpoch epoch);
        return new LoadPlan(agent, key.Secret, epoch, circuits);
    }
}
