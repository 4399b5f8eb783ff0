using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>A real gateway on loopback before real backends: a catalogue, an SLA and a support service with the suite's own interceptors, and an echo.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-gateway-").FullName;
    private WebApplication? _gateway;
    private WebApplication? _echo;
    private GrpcChannel? _channel;

    internal FakeDirectory Directory_ { get; } = new();

    internal FakeSla Sla { get; } = new();

    internal EchoLog Log { get; } = new();

    internal ManualTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    internal WebApplication Catalog { get; private set; } = null!;

    internal WebApplication Gateway => _gateway!;

    internal string DataFolder => _folder;

    internal string SlaAddress { get; private set; } = "";

    internal Uri Address => new(_gateway!.Urls.Single());

    internal string EchoAddress => _echo!.Urls.Single();

    internal GrpcChannel Channel => _channel!;

    internal string AgentSecret { get; private set; } = "";

    internal string SupportSecret { get; private set; } = "";

    internal string ViewerSecret { get; private set; } = "";

    public async Task InitializeAsync()
    {
        IdentityKeys.EnsureDevelopmentKeys(Path.Combine(_folder, "identity"));
        AgentSecret = Directory_.Add("agent0000000", "customers/acme/keys/agent0000000", "customers/acme/agents/probe-1", Role.Agent);
        SupportSecret = Directory_.Add("support00000", "provider/keys/support00000", "Sam", Role.Support);
        ViewerSecret = Directory_.Add("viewer000000", "customers/acme/keys/viewer000000", "Vera", Role.CustomerViewer);
        Catalog = await StartCatalogAsync();
        WebApplication sla = await Backend.StartSuiteAsync(
            ServiceNames.Sla, _folder, services => services.AddSingleton(Sla).AddSingleton(Later), app => app.MapGrpcService<FakeSla>());
        SlaAddress = sla.Urls.Single();
        WebApplication support = await Backend.StartSuiteAsync(
            ServiceNames.Support, _folder, services => services.AddSingleton<FakeSupport>().AddSingleton(Later), app => app.MapGrpcService<FakeSupport>());
        _echo = await Backend.StartEchoAsync(Log);
        Others = [sla, support];
        _gateway = Build(new Dictionary<string, string?>
        {
            ["Services:catalog:Address"] = Catalog.Urls.Single(),
            ["Services:sla:Address"] = sla.Urls.Single(),
            ["Services:support:Address"] = support.Urls.Single(),
            ["Services:ingestion:Address"] = _echo.Urls.Single(),
        });
        await _gateway.StartAsync();
        _channel = GrpcChannel.ForAddress(Address);
    }

    /// <summary>The clock of the backends, which believe tokens of the gateway wherever a test moves its clock.</summary>
    private TimeProvider Later => new LaterTimeProvider(Clock);

    private List<WebApplication> Others { get; set; } = [];

    /// <summary>A gateway with this fixture's keys and clock.</summary>
    internal WebApplication Build(Dictionary<string, string?> settings, string environment = "Development", bool manualClock = true)
    {
        var all = new Dictionary<string, string?>
        {
            ["Listen:Address"] = "http://127.0.0.1:0",
            ["Data:Directory"] = _folder,
            ["Logging:LogLevel:Default"] = "None",
            ["Logging:LogLevel:Microsoft"] = "None",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "None",
            ["Logging:LogLevel:Grpc"] = "None",

            // Deadlines are counted from the clock that stands still, and meet real time.
            ["Services:catalog:Deadline"] = "00:05:00",
            ["Gateway:Backends:CallDeadline"] = "00:01:00",
        };
        foreach ((string key, string? value) in settings)
        {
            all[key] = value;
        }

        return GatewayHost.Build(["--environment", environment], all, services =>
        {
            if (manualClock)
            {
                _ = services.AddSingleton<TimeProvider>(Clock);
            }
        });
    }

    internal Task<WebApplication> StartCatalogAsync(string address = "http://127.0.0.1:0") => Backend.StartSuiteAsync(
        ServiceNames.Catalog,
        _folder,
        services => services.AddSingleton(Directory_).AddSingleton<FakeCatalog>().AddSingleton(Later),
        app =>
        {
            _ = app.MapGrpcService<FakeDirectory>();
            _ = app.MapGrpcService<FakeCatalog>();
        },
        address);

    /// <summary>Call options with a key.</summary>
    internal static CallOptions With(string secret, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
        new(new Metadata { { "authorization", $"Bearer {secret}" } }, deadline, cancellationToken);

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        foreach (WebApplication app in new[] { _gateway, _echo, Catalog }.Concat(Others).OfType<WebApplication>())
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
