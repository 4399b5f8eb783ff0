using Google.Rpc;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Catalog.Tests;

/// <summary>Each row: what is sent, and exactly the fields and reasons that come back. "acme" and "beta" exist with s1, c1 and a1.</summary>
public sealed class BadInputTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private static readonly string Long = new('x', 201);
    private string _contract = "";
    private string _plan = "";

    private CatalogRun Run => tenants.Run;

    public static TheoryData<string, string[]> Rows() => new()
    {
        { "customer: missing", ["customer REQUIRED"] },
        { "customer: empty", ["customer.name MALFORMED_NAME", "customer.display_name OUT_OF_RANGE"] },
        { "customer: upper case", ["customer.name MALFORMED_NAME"] },
        { "customer: other collection", ["customer.name MALFORMED_NAME"] },
        { "customer: 64 characters", ["customer.name MALFORMED_NAME"] },
        { "customer: ends with -", ["customer.name MALFORMED_NAME"] },
        { "customer: display name too long", ["customer.display_name OUT_OF_RANGE"] },
        { "customer: display name blank", ["customer.display_name OUT_OF_RANGE"] },
        { "customer: display name with line feed", ["customer.display_name CONTROL_CHARACTERS"] },
        { "subscription: missing", ["subscription REQUIRED"] },
        {
            "subscription: all wrong",
            ["subscription.name MALFORMED_NAME", "subscription.start_time_us OUT_OF_RANGE", "subscription.contract REFERENCE_NOT_FOUND"]
        },
        { "subscription: unknown customer", ["subscription.name REFERENCE_NOT_FOUND"] },
        { "subscription: unknown plan", ["subscription.plan REFERENCE_NOT_FOUND"] },
        { "subscription: contract of another form", ["subscription.contract REFERENCE_NOT_FOUND"] },
        { "subscription: before the contract", ["subscription.start_time_us BEFORE_CONTRACT"] },
        { "subscription: in seconds", ["subscription.start_time_us OUT_OF_RANGE"] },
        { "circuit: missing", ["circuit REQUIRED"] },
        {
            "circuit: all wrong",
            ["circuit.name MALFORMED_NAME", "circuit.display_name OUT_OF_RANGE", "circuit.subscription MALFORMED_NAME", "circuit.region OUT_OF_RANGE"]
        },
        { "circuit: unknown customer", ["circuit.name REFERENCE_NOT_FOUND", "circuit.subscription REFERENCE_NOT_FOUND"] },
        { "circuit: unknown subscription", ["circuit.subscription REFERENCE_NOT_FOUND"] },
        { "circuit: another customer's subscription", ["circuit.subscription FOREIGN_REFERENCE"] },
        { "agent: missing", ["agent REQUIRED"] },
        { "agent: all wrong", ["agent.name MALFORMED_NAME", "agent.display_name OUT_OF_RANGE"] },
        { "agent: unknown customer", ["agent.name REFERENCE_NOT_FOUND"] },
        { "key: missing", ["api_key REQUIRED"] },
        { "key: empty", ["api_key.name MALFORMED_NAME", "api_key.subject OUT_OF_RANGE"] },
        { "key: unknown customer", ["api_key.name REFERENCE_NOT_FOUND"] },
        { "key: no roles", ["api_key.roles REQUIRED"] },
        { "key: role twice", ["api_key.roles DUPLICATE"] },
        { "key: customer with provider roles", ["api_key.roles[1] ROLE_NOT_ALLOWED", "api_key.roles[2] ROLE_NOT_ALLOWED"] },
        { "key: customer with service role", ["api_key.roles[0] ROLE_NOT_ALLOWED"] },
        { "key: unspecified and unknown role", ["api_key.roles[0] ROLE_NOT_ALLOWED", "api_key.roles[1] ROLE_NOT_ALLOWED"] },
        { "key: provider with service role", ["api_key.roles[0] ROLE_NOT_ALLOWED"] },
        { "key: provider with customer role", ["api_key.roles[0] ROLE_NOT_ALLOWED"] },
        { "key: provider with agent role", ["api_key.roles[0] ROLE_NOT_ALLOWED"] },
        { "key: provider of another form", ["api_key.name MALFORMED_NAME"] },
        { "key: agent with another role", ["api_key.roles ROLE_NOT_ALLOWED"] },
        { "key: agent with a name for people", ["api_key.subject MALFORMED_NAME"] },
        { "key: unknown agent", ["api_key.subject REFERENCE_NOT_FOUND"] },
        { "key: another customer's agent", ["api_key.subject FOREIGN_REFERENCE"] },
        { "key: expired", ["api_key.expire_time_us OUT_OF_RANGE"] },
        { "key: expires before 1970", ["api_key.expire_time_us OUT_OF_RANGE"] },
        { "key: expires in 2100", ["api_key.expire_time_us OUT_OF_RANGE"] },
        { "key: expires after the last year", ["api_key.expire_time_us OUT_OF_RANGE"] },
        { "revoke: malformed", ["name MALFORMED_NAME"] },
        { "list: malformed parent", ["parent MALFORMED_NAME"] },
        { "list: page size and token", ["page_size OUT_OF_RANGE", "page_token BAD_PAGE_TOKEN"] },
        { "list: negative page size", ["page_size OUT_OF_RANGE"] },
        { "contract: malformed", ["name MALFORMED_NAME"] },
        { "snapshot: wait too long", ["wait_ms OUT_OF_RANGE"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Every_wrong_field_is_named_and_nothing_else(string row, string[] expected)
    {
        (_contract, _plan) = await Run.AnyPlanAsync();
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => SendAsync(row));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal("INVALID_ARGUMENT", RpcErrorDetails.ReasonOf(error));
        BadRequest bad = RpcErrorDetails.Find<BadRequest>(error)!;
        Assert.Equal(expected, bad.FieldViolations.Select(v => $"{v.Field} {v.Reason}"));
        Assert.All(bad.FieldViolations, v => Assert.NotEmpty(v.Description));
    }

    private async Task SendAsync(string row)
    {
        CatalogService.CatalogServiceClient catalog = Run.Catalog;
        Metadata admin = Run.Admin;
        switch (row.Split(':')[0])
        {
            case "customer":
                await catalog.CreateCustomerAsync(new CreateCustomerRequest { Customer = CustomerOf(row) }, admin);
                break;
            case "subscription":
                await catalog.CreateSubscriptionAsync(new CreateSubscriptionRequest { Subscription = SubscriptionOf(row) }, admin);
                break;
            case "circuit":
                await catalog.CreateCircuitAsync(new CreateCircuitRequest { Circuit = CircuitOf(row) }, admin);
                break;
            case "agent":
                await catalog.CreateAgentAsync(new CreateAgentRequest { Agent = AgentOf(row) }, admin);
                break;
            case "key":
                await catalog.CreateApiKeyAsync(new CreateApiKeyRequest { ApiKey = KeyOf(row) }, admin);
                break;
            case "revoke":
                await catalog.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = "customers/acme/circuits/c1" }, admin);
                break;
            case "contract":
                await catalog.GetContractAsync(new GetContractRequest { Name = "contracts/../etc/passwd" }, admin);
                break;
            case "snapshot":
                await Run.Directory.GetSnapshotAsync(new GetSnapshotRequest { WaitMs = 30_001 }, Run.Service);
                break;
            default:
                await catalog.ListCircuitsAsync(ListOf(row), admin);
                break;
        }
    }

    private static ListCircuitsRequest ListOf(string row) => row switch
    {
        "list: malformed parent" => new() { Parent = "customers/acme/circuits/c1" },
        "list: page size and token" => new() { Parent = "customers/acme", PageSize = 1001, PageToken = "AAAA" },
        _ => new() { Parent = "customers/acme", PageSize = -1 },
    };

    private static Customer? CustomerOf(string row) => row switch
    {
        "customer: missing" => null,
        "customer: empty" => new(),
        "customer: upper case" => new() { Name = "customers/Gamma", DisplayName = "G" },
        "customer: other collection" => new() { Name = "clients/gamma", DisplayName = "G" },
        "customer: 64 characters" => new() { Name = "customers/" + new string('g', 64), DisplayName = "G" },
        "customer: ends with -" => new() { Name = "customers/gamma-", DisplayName = "G" },
        "customer: display name too long" => new() { Name = "customers/gamma", DisplayName = Long },
        "customer: display name blank" => new() { Name = "customers/gamma", DisplayName = "  " },
        _ => new() { Name = "customers/gamma", DisplayName = "G\nforged" },
    };

    private Subscription? SubscriptionOf(string row) => row switch
    {
        "subscription: missing" => null,
        "subscription: all wrong" => new() { Name = "s2", StartTimeUs = -1, Contract = "contracts/none", Plan = "none" },
        "subscription: unknown customer" => new() { Name = "customers/gamma/subscriptions/s2", Contract = _contract, Plan = _plan },
        "subscription: unknown plan" => new() { Name = "customers/acme/subscriptions/s2", Contract = _contract, Plan = "no-such-plan" },
        "subscription: contract of another form" =>
            new() { Name = "customers/acme/subscriptions/s2", Contract = _contract["contracts/".Length..], Plan = _plan },
        "subscription: before the contract" =>
            new() { Name = "customers/acme/subscriptions/s2", Contract = _contract, Plan = _plan, StartTimeUs = 946_684_800_000_000 },
        _ => new() { Name = "customers/acme/subscriptions/s2", Contract = _contract, Plan = _plan, StartTimeUs = 1_900_000_000 },
    };

    private static Circuit? CircuitOf(string row) => row switch
    {
        "circuit: missing" => null,
        "circuit: all wrong" => new() { Name = "c2", Subscription = "s1", Region = Long },
        "circuit: unknown customer" =>
            new() { Name = "customers/gamma/circuits/c2", DisplayName = "C", Subscription = "customers/gamma/subscriptions/s1" },
        "circuit: unknown subscription" =>
            new() { Name = "customers/acme/circuits/c2", DisplayName = "C", Subscription = "customers/acme/subscriptions/s9" },
        _ => new() { Name = "customers/acme/circuits/c2", DisplayName = "C", Subscription = "customers/beta/subscriptions/s1" },
    };

    private static Agent? AgentOf(string row) => row switch
    {
        "agent: missing" => null,
        "agent: all wrong" => new() { Name = "customers/acme/circuits/c1" },
        _ => new() { Name = "customers/gamma/agents/a2", DisplayName = "A" },
    };

    private static ApiKey? KeyOf(string row)
    {
        ApiKey good = new() { Name = "customers/acme/keys/k2", Subject = "Jo", Roles = { Role.CustomerViewer } };
        return row switch
        {
            "key: missing" => null,
            "key: empty" => new(),
            "key: unknown customer" => new(good) { Name = "customers/gamma/keys/k2" },
            "key: no roles" => With(good),
            "key: role twice" => With(good, Role.CustomerViewer, Role.CustomerViewer),
            "key: customer with provider roles" => With(good, Role.CustomerViewer, Role.Admin, Role.Support),
            "key: customer with service role" => With(good, Role.Service),
            "key: unspecified and unknown role" => With(good, Role.Unspecified, (Role)99),
            "key: provider with service role" => With(new(good) { Name = "provider/keys/k2" }, Role.Service),
            "key: provider with customer role" => With(new(good) { Name = "provider/keys/k2" }, Role.CustomerAdmin),
            "key: provider with agent role" => With(new(good) { Name = "provider/keys/k2" }, Role.Agent),
            "key: provider of another form" => new(good) { Name = "provider/keys/K2" },
            "key: agent with another role" => With(new(good) { Subject = "customers/acme/agents/a1" }, Role.Agent, Role.CustomerViewer),
            "key: agent with a name for people" => With(good, Role.Agent),
            "key: unknown agent" => With(new(good) { Subject = "customers/acme/agents/a9" }, Role.Agent),
            "key: another customer's agent" => With(new(good) { Subject = "customers/beta/agents/a1" }, Role.Agent),
            "key: expired" => new(good) { ExpireTimeUs = 1_600_000_000_000_000 },
            "key: expires in 2100" => new(good) { ExpireTimeUs = 4_102_444_800_000_000 },
            "key: expires after the last year" => new(good) { ExpireTimeUs = long.MaxValue },
            _ => new(good) { ExpireTimeUs = -1 },
        };
    }

    private static ApiKey With(ApiKey key, params Role[] roles)
    {
        key.Roles.Clear();
        key.Roles.AddRange(roles);
        return key;
    }
}
