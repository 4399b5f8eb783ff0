using Google.Protobuf;
using Grpc.Core;
using Telecom.Catalog.Checks;
using Telecom.Catalog.Contracts;
using Telecom.Catalog.Keys;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;

namespace Telecom.Catalog.Rpc;

/// <summary>The gRPC surface of the catalogue: check, change or read, answer.</summary>
internal sealed partial class CatalogService(CatalogLedger ledger, ContractShelf contracts, TimeProvider clock) : V1.CatalogService.CatalogServiceBase
{
    private long NowUs => UtcInstant.From(clock.GetUtcNow()).Microseconds;

    /// <inheritdoc/>
    public override async Task<CreateCustomerResponse> CreateCustomer(CreateCustomerRequest request, ServerCallContext context)
    {
        Customer wanted = RequestChecks.Present(request.Customer, "customer");
        Customer customer = await ledger.ChangeAsync(
            view =>
            {
                RequestChecks.Check(wanted);
                return view.Customers.TryGetValue(wanted.Name, out Customer? stored)
                    ? CatalogChange.None(Sameness.Same(stored, wanted))
                    : Create(new Customer(wanted) { CreateTimeUs = NowUs }, wanted.Name, EventTypes.CustomerCreated);
            },
            context.CancellationToken);
        return new CreateCustomerResponse { Customer = customer };
    }

    /// <inheritdoc/>
    public override Task<ListCustomersResponse> ListCustomers(ListCustomersRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        Paging paging = Paging.Read("customers", request.PageSize, request.PageToken);
        IEnumerable<KeyValuePair<string, Customer>> visible = caller.IsProvider
            ? ledger.Current.Customers
            : ledger.Current.Customers.Where(p => p.Key == $"customers/{caller.Customer}");
        (IReadOnlyList<Customer> page, string next) = paging.Take(visible);
        return Task.FromResult(new ListCustomersResponse { Customers = { page }, NextPageToken = next });
    }

    /// <inheritdoc/>
    public override async Task<CreateSubscriptionResponse> CreateSubscription(CreateSubscriptionRequest request, ServerCallContext context)
    {
        Subscription wanted = RequestChecks.Present(request.Subscription, "subscription");
        Subscription subscription = await ledger.ChangeAsync(
            view =>
            {
                long now = NowUs;
                long start = wanted.StartTimeUs == 0 ? now : wanted.StartTimeUs;
                if (view.Subscriptions.Find(wanted.Name) is { } stored)
                {
                    return CatalogChange.None(Sameness.Same(stored, SubscriptionChecks.Tidy(wanted)));
                }

                RequestChecks.Check(wanted, start, view, contracts);
                Subscription created = SubscriptionChanges.At(SubscriptionChecks.Tidy(wanted), 1);
                (created.StartTimeUs, created.CreateTimeUs) = (start, now);
                return Create(created, wanted.Name, EventTypes.SubscriptionCreated);
            },
            context.CancellationToken);
        return new CreateSubscriptionResponse { Subscription = subscription };
    }

    /// <inheritdoc/>
    public override async Task<UpdateSubscriptionResponse> UpdateSubscription(UpdateSubscriptionRequest request, ServerCallContext context)
    {
        Subscription wanted = RequestChecks.Present(request.Subscription, "subscription");
        Subscription subscription = await ledger.ChangeAsync(
            view =>
            {
                (Subscription stored, Subscription next) = SubscriptionChecks.CheckUpdate(wanted, request.UpdateMask, view, contracts);
                return SubscriptionChanges.Update(stored, next, wanted.Etag);
            },
            context.CancellationToken);
        return new UpdateSubscriptionResponse { Subscription = subscription };
    }

    /// <inheritdoc/>
    public override Task<ListSubscriptionsResponse> ListSubscriptions(ListSubscriptionsRequest request, ServerCallContext context)
    {
        (IReadOnlyList<Subscription> page, string next) =
            List(ledger.Current.Subscriptions, "subscriptions", request.Parent, request.PageSize, request.PageToken, context);
        return Task.FromResult(new ListSubscriptionsResponse { Subscriptions = { page }, NextPageToken = next });
    }

    /// <inheritdoc/>
    public override async Task<CreateCircuitResponse> CreateCircuit(CreateCircuitRequest request, ServerCallContext context)
    {
        Circuit wanted = RequestChecks.Present(request.Circuit, "circuit");
        Circuit circuit = await ledger.ChangeAsync(
            view =>
            {
                RequestChecks.Check(wanted, view);
                return view.Circuits.Find(wanted.Name) is { } stored
                    ? CatalogChange.None(Sameness.Same(stored, wanted))
                    : Create(new Circuit(wanted) { CreateTimeUs = NowUs }, wanted.Name, EventTypes.CircuitCreated);
            },
            context.CancellationToken);
        return new CreateCircuitResponse { Circuit = circuit };
    }

    /// <inheritdoc/>
    public override Task<ListCircuitsResponse> ListCircuits(ListCircuitsRequest request, ServerCallContext context)
    {
        (IReadOnlyList<Circuit> page, string next) = List(ledger.Current.Circuits, "circuits", request.Parent, request.PageSize, request.PageToken, context);
        return Task.FromResult(new ListCircuitsResponse { Circuits = { page }, NextPageToken = next });
    }

    /// <inheritdoc/>
    public override async Task<CreateAgentResponse> CreateAgent(CreateAgentRequest request, ServerCallContext context)
    {
        Agent wanted = RequestChecks.Present(request.Agent, "agent");
        Agent agent = await ledger.ChangeAsync(
            view =>
            {
                RequestChecks.Check(wanted, view);
                return view.Agents.Find(wanted.Name) is { } stored
                    ? CatalogChange.None(Sameness.Same(stored, wanted))
                    : Create(new Agent(wanted) { CreateTimeUs = NowUs, DisableTimeUs = 0 }, wanted.Name, EventTypes.AgentCreated);
            },
            context.CancellationToken);
        return new CreateAgentResponse { Agent = agent };
    }

    /// <inheritdoc/>
    public override Task<ListAgentsResponse> ListAgents(ListAgentsRequest request, ServerCallContext context)
    {
        (IReadOnlyList<Agent> page, string next) = List(ledger.Current.Agents, "agents", request.Parent, request.PageSize, request.PageToken, context);
        return Task.FromResult(new ListAgentsResponse { Agents = { page }, NextPageToken = next });
    }

    /// <inheritdoc/>
    public override Task<CreateApiKeyResponse> CreateApiKey(CreateApiKeyRequest request, ServerCallContext context)
    {
        ApiKey wanted = RequestChecks.Present(request.ApiKey, "api_key");
        return ledger.ChangeAsync(
            view =>
            {
                long now = NowUs;
                if (view.Keys.Find(wanted.Name) is { } stored)
                {
                    // The key is as wanted, but its secret was shown to whoever created it and cannot be shown again.
                    return CatalogChange.None(new CreateApiKeyResponse { ApiKey = Sameness.Same(stored.Key, wanted) });
                }

                ApiKeyChecks.Check(wanted, now, view);
                ApiKey key = new(wanted) { CreateTimeUs = now, RevokeTimeUs = 0 };
                ApiKeySecret secret = ApiKeySecret.Create();
                return ApiKeyChanges.Create(key, secret, new CreateApiKeyResponse { ApiKey = key, Secret = secret.Text });
            },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<RevokeApiKeyResponse> RevokeApiKey(RevokeApiKeyRequest request, ServerCallContext context)
    {
        Violations violations = new();
        ApiKeyChecks.CheckName("name", request.Name, violations);
        violations.ThrowIfAny();
        ApiKey revoked = await ledger.ChangeAsync(
            view => ApiKeyChanges.Revoke(view.Keys.Find(request.Name) ?? throw RpcFailure.NotFound(request.Name), NowUs),
            context.CancellationToken);
        return new RevokeApiKeyResponse { ApiKey = revoked };
    }

    /// <inheritdoc/>
    public override Task<ListContractsResponse> ListContracts(ListContractsRequest request, ServerCallContext context)
    {
        Paging paging = Paging.Read("contracts", request.PageSize, request.PageToken);
        (IReadOnlyList<Contract> page, string next) = paging.Take(Served());
        return Task.FromResult(new ListContractsResponse
        {
            Contracts = { page.Select(c => new Contract(c) { Document = ByteString.Empty }) },
            NextPageToken = next,
        });
    }

    /// <inheritdoc/>
    public override Task<GetContractResponse> GetContract(GetContractRequest request, ServerCallContext context)
    {
        if (request.Name.Split('/') is not ["contracts", var id] || !ResourceName.IsId(id))
        {
            throw RpcFailure.Invalid(
                "name", $"\"{request.Name}\" is not of the form \"contracts/{{contract}}\"; an id has {ResourceName.IdRule}", "MALFORMED_NAME");
        }

        Contract contract = ledger.Current.Contracts.GetValueOrDefault(request.Name)?.Contract ?? throw RpcFailure.NotFound(request.Name);
        return Task.FromResult(new GetContractResponse { Contract = contract });
    }

    private static CatalogChange<T> Create<T>(T resource, string stream, string type)
        where T : IMessage =>
        CatalogChange.Of(resource, stream, 0, type, resource);

    private static (IReadOnlyList<T> Page, string NextToken) List<T>(
        ResourceTable<T> table, string collection, string parent, int pageSize, string pageToken, ServerCallContext context)
        where T : class
    {
        ResourceName customer = context.GetCaller().RequireOwn(parent, "", "parent");
        return Paging.Read($"{collection} of {customer}", pageSize, pageToken).Take(table.Of(customer.Customer));
    }

    private IEnumerable<KeyValuePair<string, Contract>> Served()
    {
        foreach ((string name, StoredContract stored) in ledger.Current.Contracts)
        {
            if (stored.Contract is { } contract)
            {
                yield return KeyValuePair.Create(name, contract);
            }
        }
    }
}
