using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Storage.Sqlite;
using Telecom.Support.Cases;

namespace Telecom.Support.Tests.Fixtures;

/// <summary>The real service on loopback with SQLite, a clock that stands still, and a fake catalogue.</summary>
internal sealed class SupportRun : IAsyncDisposable
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("telecom-support-").FullName;
    private WebApplication? _catalog;
    private WebApplication? _support;
    private GrpcChannel? _channel;

    public ManualTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public Faults Faults { get; } = new();

    public V1.SupportService.SupportServiceClient Client => new(_channel);

    public long NowUs => (Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public Metadata Admin => As(new Caller("Ada", "acme", new HashSet<Role> { Role.CustomerAdmin }, null));

    public Metadata Stranger => As(new Caller("Greg", "globex", new HashSet<Role> { Role.CustomerAdmin }, null));

    public Metadata Desk => As(new Caller("Sam", null, new HashSet<Role> { Role.Support }, null));

    public static async Task<SupportRun> StartAsync(bool withCatalogue = true)
    {
        var run = new SupportRun();
        IdentityKeys.EnsureDevelopmentKeys(run.IdentityFolder);
        if (withCatalogue)
        {
            run._catalog = await StartCatalogAsync(run._folder);
        }

        await run.StartSupportAsync();
        return run;
    }

    public async Task RestartAsync(bool withCatalogue = true)
    {
        await StopSupportAsync();
        if (!withCatalogue && _catalog is not null)
        {
            await _catalog.StopAsync();
            await _catalog.DisposeAsync();
            _catalog = null;
        }

        await StartSupportAsync();
    }

    public Metadata As(Caller caller) => new()
    {
        { "authorization", $"Bearer {IdentityKeys.OpenIssuer(IdentityFolder, ServiceNames.Gateway, Clock).Issue(caller, TimeSpan.FromMinutes(5))}" },
    };

    public async ValueTask DisposeAsync()
    {
        await StopSupportAsync();
        if (_catalog is not null)
        {
            await _catalog.StopAsync();
            await _catalog.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string IdentityFolder => Path.Combine(_folder, "identity");

    private static async Task<WebApplication> StartCatalogAsync(string folder)
    {
        WebApplicationBuilder builder = TelecomHost.CreateBuilder([], ServiceNames.Catalog, Settings(folder));
        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        _ = app.MapGrpcService<FakeDirectory>();
        await app.StartAsync();
        return app;
    }

    private static Dictionary<string, string?> Settings(string folder) => new()
    {
        ["Listen:Address"] = "http://127.0.0.1:0",
        ["Data:Directory"] = folder,
        ["Logging:LogLevel:Default"] = "None",
        ["Logging:LogLevel:Microsoft"] = "None",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "None",
        ["Logging:LogLevel:Grpc"] = "None",
    };

    private async Task StartSupportAsync()
    {
        Dictionary<string, string?> settings = Settings(_folder);
        settings["Services:catalog:Address"] = _catalog?.Urls.Single() ?? "http://127.0.0.1:9";
        _support = SupportHost.Build([], settings, services => services
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<OpenEventStore>(_ => async token => new FaultyEventStore(await OpenStoreAsync(token), Faults)));
        await _support.StartAsync();
        if (_catalog is not null)
        {
            await _support.Services.GetRequiredService<ICatalogDirectory>().WaitReadyAsync(CancellationToken.None).WaitAsync(Bound);
        }

        _channel = GrpcChannel.ForAddress(_support.Urls.Single());
    }

    private Task<SqliteEventStore> OpenStoreAsync(CancellationToken cancellationToken) => SqliteEventStore.OpenAsync(
        new SqliteEventStoreOptions { Folder = Path.Combine(_folder, "support") }, TimeProvider.System, NullLogger.Instance, cancellationToken);

    private async Task StopSupportAsync()
    {
        _channel?.Dispose();
        if (_support is not null)
        {
            await _support.StopAsync();
            await _support.DisposeAsync();
            _support = null;
        }
    }
}
