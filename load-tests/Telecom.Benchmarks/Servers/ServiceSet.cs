using System.Globalization;
using Google.Protobuf;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Telecom.Benchmarks.Load;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Benchmarks.Servers;

/// <summary>
/// The services that are measured, as in production: each its own process with its own key and folder, on loopback. The catalogue stands
/// as a snapshot on disk. The gateway is in the way only where its own cost is asked for.
/// </summary>
internal sealed class ServiceSet : IAsyncDisposable
{
    private const string SnapshotFile = "catalog-snapshot.binpb";
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(2);

    private readonly List<ServerProcess> _running = [];
    private readonly Dictionary<string, string> _environment = [];
    private readonly Dictionary<string, int> _ports = [];
    private readonly string _folder;
    private ITokenIssuer? _issuer;

    private ServiceSet(string folder) => _folder = folder;

    /// <summary>Folder of the suite's data.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Ids of all server processes, the store's included, by name.</summary>
    public IReadOnlyDictionary<string, int> Processes => _running.ToDictionary(p => p.Name, p => p.Id);

    /// <summary>A token of provider staff.</summary>
    public string AdminToken => _issuer!.Issue(new Caller("benchmark", null, new HashSet<Role> { Role.Admin }, null), TokenLife);

    /// <summary>Starts ingestion, and measurement where it is asked for, and waits until they are ready.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="folder">Folder of this set; made.</param>
    /// <param name="programs">Where the programs are.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task<ServiceSet> StartAsync(ServiceSetOptions options, string folder, Programs programs, CancellationToken cancellationToken)
    {
        var set = new ServiceSet(folder);
        try
        {
            await set.StartAsync(options, programs, cancellationToken);
            return set;
        }
        catch
        {
            await set.DisposeAsync();
            throw;
        }
    }

    /// <summary>Address of a service.</summary>
    public string Address(string service) => FormattableString.Invariant($"http://127.0.0.1:{_ports[service]}");

    /// <summary>The process of a service.</summary>
    public int Process(string service) => _running.First(p => p.Name == service).Id;

    /// <summary>A token of an agent, as the gateway mints it.</summary>
    public string AgentToken(string agent) => _issuer!.Issue(new Caller(agent, Population.CustomerId, new HashSet<Role> { Role.Agent }, agent), TokenLife);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Services before the store that they write to.
        foreach (ServerProcess process in Enumerable.Reverse(_running))
        {
            await process.DisposeAsync();
        }

        _running.Clear();
    }

    private async Task StartAsync(ServiceSetOptions options, Programs programs, CancellationToken cancellationToken)
    {
        string identity = Path.Combine(DataFolder, "identity");
        IdentityKeys.EnsureDevelopmentKeys(identity);
        _issuer = IdentityKeys.OpenIssuer(identity, ServiceNames.Gateway);
        _environment["TELECOM_Data__Directory"] = DataFolder;
        _environment["TELECOM_Identity__Directory"] = identity;
        _environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach ((string key, string value) in options.Settings)
        {
            _environment["TELECOM_" + key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        foreach (string service in ServiceNames.All)
        {
            _ports[service] = ServerProcess.FreePort();
            string title = char.ToUpperInvariant(service[0]) + service[1..];
            _environment[$"TELECOM_Services__{title}__Address"] = Address(service);
        }

        if (options.Engine == Engine.Redis)
        {
            int port = ServerProcess.FreePort();
            _running.Add(await RedisServer.StartAsync(Path.Combine(_folder, "redis"), port, cancellationToken));
            _environment["TELECOM_Store__Engine"] = "redis";
            _environment["TELECOM_Store__Redis__Endpoints__0"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        }

        byte[] snapshot = options.Population.Snapshot().ToByteArray();
        foreach (string service in options.WithMeasurement ? [ServiceNames.Ingestion, ServiceNames.Sla] : (string[])[ServiceNames.Ingestion])
        {
            string own = Directory.CreateDirectory(Path.Combine(DataFolder, service)).FullName;
            await File.WriteAllBytesAsync(Path.Combine(own, SnapshotFile), snapshot, cancellationToken);
            await StartServiceAsync(service, programs, cancellationToken);
        }

        if (options.GatewayCatalog is { } catalog)
        {
            await StartGatewayAsync(catalog, programs, cancellationToken);
        }
    }

    private async Task StartGatewayAsync(string catalog, Programs programs, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(_environment)
        {
            ["TELECOM_Listen__Address"] = Address(ServiceNames.Gateway),
            ["TELECOM_Services__Catalog__Address"] = catalog,
        };
        ServerProcess process = ServerProcess.Start(ServiceNames.Gateway, "dotnet", [programs.Of(ServiceNames.SourceName(ServiceNames.Gateway))], environment);
        _running.Add(process);
        using var http = new HttpClient();
        var ready = new Uri(Address(ServiceNames.Gateway) + "/healthz/ready");
        await process.WaitReadyAsync(
            async () =>
            {
                using HttpResponseMessage answer = await http.GetAsync(ready, cancellationToken);
                return answer.IsSuccessStatusCode;
            },
            cancellationToken);
    }

    private async Task StartServiceAsync(string service, Programs programs, CancellationToken cancellationToken)
    {
        string program = programs.Of(ServiceNames.SourceName(service));
        var environment = new Dictionary<string, string>(_environment) { ["TELECOM_Listen__Address"] = Address(service) };
        ServerProcess process = ServerProcess.Start(service, "dotnet", [program], environment);
        _running.Add(process);
        using GrpcChannel channel = GrpcChannel.ForAddress(Address(service));
        var health = new Health.HealthClient(channel);
        await process.WaitReadyAsync(
            async () =>
            {
                HealthCheckResponse answer = await health.CheckAsync(new HealthCheckRequest { Service = "readiness" }, cancellationToken: cancellationToken);
                return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
            },
            cancellationToken);
    }
}
