using Telecom.Catalog.V1;
using Telecom.Common.V1;

namespace Telecom.Catalog.Tests;

/// <summary>Creates resources the way an administrator does.</summary>
internal static class Seed
{
    public static async Task<Customer> CustomerAsync(this CatalogRun run, string id) => (await run.Catalog.CreateCustomerAsync(
        new CreateCustomerRequest { Customer = new Customer { Name = $"customers/{id}", DisplayName = $"{id} Ltd" } }, run.Admin)).Customer;

    public static async Task<(string Contract, string Plan)> AnyPlanAsync(this CatalogRun run)
    {
        Contract contract = (await run.Catalog.ListContractsAsync(new ListContractsRequest(), run.Admin)).Contracts[0];
        return (contract.Name, contract.Plans[0]);
    }

    public static async Task<Subscription> SubscriptionAsync(this CatalogRun run, string customer, string id = "s1")
    {
        (string contract, string plan) = await run.AnyPlanAsync();
        return (await run.Catalog.CreateSubscriptionAsync(
            new CreateSubscriptionRequest
            {
                Subscription = new Subscription { Name = $"customers/{customer}/subscriptions/{id}", Contract = contract, Plan = plan },
            },
            run.Admin)).Subscription;
    }

    public static async Task<Circuit> CircuitAsync(this CatalogRun run, string customer, string id = "c1", string subscription = "s1") =>
        (await run.Catalog.CreateCircuitAsync(
            new CreateCircuitRequest
            {
                Circuit = new Circuit
                {
                    Name = $"customers/{customer}/circuits/{id}",
                    DisplayName = $"Circuit {id}",
                    Subscription = $"customers/{customer}/subscriptions/{subscription}",
                    Region = "north",
                },
            },
            run.Admin)).Circuit;

    public static async Task<Agent> AgentAsync(this CatalogRun run, string customer, string id = "a1") => (await run.Catalog.CreateAgentAsync(
        new CreateAgentRequest { Agent = new Agent { Name = $"customers/{customer}/agents/{id}", DisplayName = $"Agent {id}" } }, run.Admin)).Agent;

    public static async Task<CreateApiKeyResponse> KeyAsync(this CatalogRun run, string name, string subject, long expireTimeUs, params Role[] roles) =>
        await run.Catalog.CreateApiKeyAsync(
            new CreateApiKeyRequest { ApiKey = new ApiKey { Name = name, Subject = subject, ExpireTimeUs = expireTimeUs, Roles = { roles } } }, run.Admin);

    /// <summary>A customer with a subscription, a circuit and an agent.</summary>
    public static async Task TenantAsync(this CatalogRun run, string customer)
    {
        await run.CustomerAsync(customer);
        await run.SubscriptionAsync(customer);
        await run.CircuitAsync(customer);
        await run.AgentAsync(customer);
    }
}
