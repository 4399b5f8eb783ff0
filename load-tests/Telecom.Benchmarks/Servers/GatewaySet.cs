using Grpc.Health.V1;
using Grpc.Net.Client;
using Telecom.Benchmarks.Load;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Benchmarks.Servers;

/// <summary>
/// A gateway before a catalogue and an ingestion service, as in production: each its own process with its own key and folder, on loopback,
/// with customers, agents and keys that the catalogue knows.
/// </summary>
internal sealed class GatewaySet : IAsyncDisposable
{
    private static readonly string[] Services = [ServiceNames.Catalog, ServiceNames.Ingestion, ServiceNames.Gateway];

    private readonly List<ServerProcess> _running = [];
    private readonly Dictionary<string, string> _environment = [];
    private readonly Dictionary<string, int> _ports = [];
    private readonly string _data;

    private GatewaySet(string folder) => _data = Path.Combine(folder, "data");

    /// <summary>Address of the gateway.</summary>
    public string Address => AddressOf(ServiceNames.Gateway);

    /// <summary>Ids of all server processes by name.</summary>
    public IReadOnlyDictionary<string, int> Processes => _running.ToDictionary(p => p.Name, p => p.Id);

    /// <summary>Starts the services and waits until they are ready.</summary>
    /// <param name="bench">The run.</param>
    /// <param name="settings">Settings that differ from the defaults; they are part of the report.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task<GatewaySet> StartAsync(BenchContext bench, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var set = new GatewaySet(bench.NewFolder());
        try
        {
            await set.StartAsync(bench.Programs, settings, cancellationToken);
            return set;
        }
        catch
        {
            await set.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers a customer with circuits "c0", "c1", … and an agent "a0".</summary>
    /// <param name="customer">Id of the customer.</param>
    /// <param name="circuits">How many circuits.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The agent's key.</returns>
    public async Task<string> RegisterAsync(string customer, int circuits, CancellationToken cancellationToken)
    {
        string secret = (await File.ReadAllTextAsync(Path.Combine(_data, "catalog", "admin.key"), cancellationToken)).Trim();
        using var admin = new GatewayChannel(Address, secret);
        var catalog = new CatalogService.CatalogServiceClient(admin.Invoker);
        string name = $"customers/{customer}";
        string subscription = $"{name}/subscriptions/main";
        await catalog.CreateCustomerAsync(new CreateCustomerRequest { Customer = new Customer { Name = name, DisplayName = customer } }, cancellationToken: cancellationToken);
        await catalog.CreateSubscriptionAsync(
            new CreateSubscriptionRequest { Subscription = new Subscription { Name = subscription, Contract = "contracts/infopromo", Plan = "premium" } },
            cancellationToken: cancellationToken);
        for (int i = 0; i < circuits; i++)
        {
            var circuit = new Circuit { Name = $"{name}/circuits/c{i}", DisplayName = "circuit", Subscription = subscription };
            await catalog.CreateCircuitAsync(new CreateCircuitRequest { Circuit = circuit }, cancellationToken: cancellationToken);
        }

        string agent = $"{name}/agents/a0";
        await catalog.CreateAgentAsync(new CreateAgentRequest { Agent = new Agent { Name = agent, DisplayName = "generator" } }, cancellationToken: cancellationToken);
        CreateApiKeyResponse key = await catalog.CreateApiKeyAsync(
            new CreateApiKeyRequest { ApiKey = new ApiKey { Name = $"{name}/keys/a0", Subject = agent, Roles = { Role.Agent } } }, cancellationToken: cancellationToken);
        return key.Secret;
    }

    /// <summary>The gateway as a server that takes streams of samples.</summary>
    /// <param name="secret">The agent's key.</param>
    public LoadTarget Target(string secret) => new("gateway and ingestion", Address, Processes, _ => secret);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (ServerProcess process in Enumerable.Reverse(_running))
        {
            await process.DisposeAsync();
        }

        _running.Clear();
    }

    private string AddressOf(string service) => FormattableString.Invariant($"http://127.0.0.1:{_ports[service]}");

    private async Task StartAsync(Programs programs, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        string identity = Path.Combine(_data, "identity");
        IdentityKeys.EnsureDevelopmentKeys(identity);
        _environment["TELECOM_Data__Directory"] = _data;
        _environment["TELECOM_Identity__Directory"] = identity;
        _environment["TELECOM_Contracts__Directory"] = Path.Combine(
            BenchContext.Checkout ?? throw new InvalidOperationException("the contracts of the checkout are needed: set TELECOM_ROOT"), "contracts");
        _environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach ((string key, string value) in settings)
        {
            _environment["TELECOM_" + key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        foreach (string service in ServiceNames.All)
        {
            _ports[service] = ServerProcess.FreePort();
            string title = char.ToUpperInvariant(service[0]) + service[1..];
            _environment[$"TELECOM_Services__{title}__Address"] = AddressOf(service);
        }

        foreach (string service in Services)
        {
            await StartServiceAsync(service, programs, cancellationToken);
        }
    }

    private async Task StartServiceAsync(string service, Programs programs, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(_environment) { ["TELECOM_Listen__Address"] = AddressOf(service) };
        ServerProcess process = ServerProcess.Start(service, "dotnet", [programs.Of(ServiceNames.SourceName(service))], environment);
        _running.Add(process);
        using GrpcChannel channel = GrpcChannel.ForAddress(AddressOf(service));
        var health = new Health.HealthClient(channel);
        await process.WaitReadyAsync(
            async () => (await health.CheckAsync(new HealthCheckRequest { Service = "readiness" }, cancellationToken: cancellationToken)).Status
                == HealthCheckResponse.Types.ServingStatus.Serving,
            cancellationToken);
    }
}
