using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Hosting.Tests;

/// <summary>A real host on loopback with sample services, and clients that present tokens.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly Scratch _scratch;
    private readonly bool _ownsScratch;

    private SampleHost(Scratch scratch, bool ownsScratch, WebApplication app, LogCapture logs, Behaviour behaviour)
    {
        _scratch = scratch;
        _ownsScratch = ownsScratch;
        App = app;
        Logs = logs;
        Behaviour = behaviour;
        Channel = GrpcChannel.ForAddress(Address);
    }

    public WebApplication App { get; }

    public LogCapture Logs { get; }

    public Behaviour Behaviour { get; }

    public GrpcChannel Channel { get; }

    public Scratch Scratch => _scratch;

    public string Address => App.Urls.Single();

    public CatalogService.CatalogServiceClient Catalog => new(Channel);

    public DirectoryService.DirectoryServiceClient Directory => new(Channel);

    public IngestionService.IngestionServiceClient Ingestion => new(Channel);

    public Grpc.Health.V1.Health.HealthClient Health => new(Channel);

    public static async Task<SampleHost> StartAsync(
        Action<IServiceCollection>? services = null, Dictionary<string, string?>? settings = null, Scratch? scratch = null, string service = "catalog")
    {
        Scratch folder = scratch ?? new Scratch();
        Dictionary<string, string?> all = new()
        {
            ["Listen:Address"] = "http://127.0.0.1:0",
            ["Data:Directory"] = folder.Directory,
            ["Logging:LogLevel:Default"] = "Debug",
        };
        foreach ((string key, string? value) in settings ?? [])
        {
            all[key] = value;
        }

        WebApplicationBuilder builder = TelecomHost.CreateBuilder([], service, all);
        LogCapture logs = new();
        Behaviour behaviour = new();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton(behaviour);
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        app.MapGrpcService<SampleCatalog>();
        app.MapGrpcService<SampleDirectory>();
        app.MapGrpcService<SampleIngestion>();
        await app.StartAsync();
        return new SampleHost(folder, scratch is null, app, logs, behaviour);
    }

    public string TokenOf(Caller caller, string issuer = "gateway", TimeProvider? clock = null, TimeSpan? lifetime = null) =>
        IdentityKeys.OpenIssuer(_scratch.Identity, issuer, clock).Issue(caller, lifetime ?? TimeSpan.FromMinutes(5));

    public Metadata As(Role role) => Bearer(role == Role.Service ? TokenOf(Callers.Service, "sla") : TokenOf(Callers.Of(role)));

    public static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await App.DisposeAsync();
        if (_ownsScratch)
        {
            _scratch.Dispose();
        }
    }
}
