using System.Net;
using System.Net.Sockets;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Telecom.Hosting;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>The suite as it runs in production: every service its own process on its own port, with its own key and store folder.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private const string Twin = "-2";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly Dictionary<string, ManagedProcess> _processes = [];
    private readonly Dictionary<string, int> _ports = [];
    private readonly Dictionary<string, string?> _environment = [];

    private string _gatewayHost = "127.0.0.1";

    private Rig(string folder) => Folder = folder;

    /// <summary>Temporary folder of this rig; "data" in it is the suite's.</summary>
    public string Folder { get; }

    public string DataFolder => Path.Combine(Folder, "data");

    public string GatewayAddress => Address("gateway");

    public GatewayChannel Admin { get; private set; } = null!;

    /// <summary>Starts everything.</summary>
    /// <param name="settings">Settings that every service gets besides its own, "TELECOM_Store__Engine" for example.</param>
    /// <param name="twins">Services of which a second process runs, "ingestion" for example, as "ingestion-2".</param>
    public static Task<Rig> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, params string[] twins) => StartAsync("127.0.0.1", settings, twins);

    /// <summary>Starts everything, with the gateways on an address of this machine that others reach.</summary>
    public static async Task<Rig> StartAsync(string gatewayHost, IReadOnlyDictionary<string, string?>? settings, params string[] twins)
    {
        var rig = new Rig(Directory.CreateTempSubdirectory("telecom-rig-").FullName) { _gatewayHost = gatewayHost };
        string identity = Path.Combine(rig.DataFolder, "identity");
        IdentityKeys.EnsureDevelopmentKeys(identity);
        rig._environment["TELECOM_Data__Directory"] = rig.DataFolder;
        rig._environment["TELECOM_Identity__Directory"] = identity;
        rig._environment["TELECOM_Contracts__Directory"] = Path.Combine(Paths.Root, "contracts");
        rig._environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach (string service in (string[])["catalog", "ingestion", "sla", "support", "gateway"])
        {
            rig._ports[service] = FreePort();
            string title = char.ToUpperInvariant(service[0]) + service[1..];
            rig._environment[$"TELECOM_Services__{title}__Address"] = rig.Address(service);
        }

        foreach (string twin in twins)
        {
            rig._ports[twin + Twin] = FreePort();
        }

        foreach ((string name, string? value) in settings ?? new Dictionary<string, string?>())
        {
            rig._environment[name] = value;
        }

        try
        {
            foreach (string service in rig._ports.Keys.ToArray())
            {
                rig.Start(service);
            }

            foreach (string service in rig._ports.Keys)
            {
                await rig.WaitReadyAsync(service);
            }

            rig.Admin = new GatewayChannel(rig.GatewayAddress, (await File.ReadAllTextAsync(Path.Combine(rig.DataFolder, "catalog", "admin.key"))).Trim());
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public string Address(string service) => $"http://{(Kind(service) == "gateway" ? _gatewayHost : "127.0.0.1")}:{_ports[service]}";

    public ManagedProcess Process(string service) => _processes[service];

    /// <summary>kill -9, and the same service again on the same port and folder.</summary>
    public async Task KillAndRestartAsync(string service)
    {
        await _processes[service].KillHardAsync();
        await _processes[service].DisposeAsync();
        Start(service);
        await WaitReadyAsync(service);
    }

    /// <summary>SIGTERM, until the process ended by itself, and the same service again.</summary>
    public async Task RestartGentlyAsync(string service)
    {
        await _processes[service].TerminateAsync(StartLimit);
        await _processes[service].DisposeAsync();
        Start(service);
        await WaitReadyAsync(service);
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        foreach (ManagedProcess process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Start(string service)
    {
        string kind = Kind(service);
        string project = "Telecom." + char.ToUpperInvariant(kind[0]) + kind[1..];
        var environment = new Dictionary<string, string?>(_environment) { ["TELECOM_Listen__Address"] = Address(service) };
        if (service == "gateway" + Twin && _ports.ContainsKey("ingestion" + Twin))
        {
            // The second gateway leads to the second ingestion, so that agents find either by the address that they use.
            environment["TELECOM_Services__Ingestion__Address"] = Address("ingestion" + Twin);
        }

        _processes[service] = ManagedProcess.StartProgram(project, project, [], environment, Folder);
    }

    private static string Kind(string service) => service.Replace(Twin, "", StringComparison.Ordinal);

    private async Task WaitReadyAsync(string service)
    {
        ManagedProcess process = _processes[service];
        if (Kind(service) == "gateway")
        {
            using var http = new HttpClient();
            await Until.Async(
                "gateway ready",
                StartLimit,
                async () => Running(process) && (await http.GetAsync(new Uri(Address(service) + "/healthz/ready"))).IsSuccessStatusCode,
                ok => ok);
            return;
        }

        using GrpcChannel channel = GrpcChannel.ForAddress(Address(service));
        var health = new Health.HealthClient(channel);
        await Until.Async(
            service + " ready",
            StartLimit,
            async () => Running(process)
                ? (await health.CheckAsync(new HealthCheckRequest { Service = "readiness" }, deadline: Soon())).Status
                : HealthCheckResponse.Types.ServingStatus.Unknown,
            status => status == HealthCheckResponse.Types.ServingStatus.Serving);
    }

    private static DateTime Soon() => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2);

    private static bool Running(ManagedProcess process)
    {
        Assert.False(process.HasExited, $"{process.Name} ended; its output:\n{process.Output}");
        return true;
    }
}
