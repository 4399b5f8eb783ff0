using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Catalog.V1;
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

    private readonly SettableCatalogue? _catalogue;
    private readonly IReadOnlyDictionary<string, string?> _options;

    private SupportRun(DateTimeOffset at, SettableCatalogue? catalogue, IReadOnlyDictionary<string, string?>? options)
    {
        (Clock, _catalogue, _options) = (new ManualTimeProvider(at), catalogue, options ?? new Dictionary<string, string?>());
        IdentityKeys.EnsureDevelopmentKeys(IdentityFolder);
    }

    public ManualTimeProvider Clock { get; }

    /// <summary>The catalogue of a run that was started at an instant.</summary>
    public SettableCatalogue Catalogue => _catalogue ?? throw new InvalidOperationException("This run follows a catalogue over the wire.");

    public IServiceProvider Services => _support!.Services;

    public Faults Faults { get; } = new();

    public V1.SupportService.SupportServiceClient Client => new(_channel);

    public long NowUs => Clock.GetUtcNow().ToMicroseconds();

    public Metadata Admin => As(new Caller("Ada", "acme", new HashSet<Role> { Role.CustomerAdmin }, null));

    public Metadata Stranger => As(new Caller("Greg", "globex", new HashSet<Role> { Role.CustomerAdmin }, null));

    public Metadata Desk => As(new Caller("Sam", null, new HashSet<Role> { Role.Support }, null));

    public static async Task<SupportRun> StartAsync(bool withCatalogue = true)
    {
        var run = new SupportRun(TimeProvider.System.GetUtcNow(), null, null);
        if (withCatalogue)
        {
            run._catalog = await StartCatalogAsync(run._folder);
        }

        await run.StartSupportAsync();
        return run;
    }

    /// <summary>Starts at any instant, with a catalogue that a test may change.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="catalogue">The catalogue; null: <see cref="Fixtures.Catalogue.Snapshot"/>.</param>
    /// <param name="options">Settings of the service, for example "Support:MaxReportAge".</param>
    public static async Task<SupportRun> StartAtAsync(
        DateTimeOffset at, CatalogSnapshot? catalogue = null, IReadOnlyDictionary<string, string?>? options = null)
    {
        var run = new SupportRun(at, new SettableCatalogue(catalogue ?? Fixtures.Catalogue.Snapshot()), options);
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
        foreach ((string name, string? value) in _options)
        {
            settings[name] = value;
        }

        _support = SupportHost.Build([], settings, Configure);
        await _support.StartAsync();
        if (_catalog is not null)
        {
            await _support.Services.GetRequiredService<ICatalogDirectory>().WaitReadyAsync(CancellationToken.None).WaitAsync(Bound);
        }

        _channel = GrpcChannel.ForAddress(_support.Urls.Single());
    }

    private void Configure(IServiceCollection services)
    {
        _ = services.AddSingleton<TimeProvider>(Clock);
        _ = services.AddSingleton<OpenEventStore>(_ => async token => new FaultyEventStore(await OpenStoreAsync(token), Faults));
        if (_catalogue is not null)
        {
            _ = services.AddSingleton<ICatalogDirectory>(_catalogue);
        }
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
