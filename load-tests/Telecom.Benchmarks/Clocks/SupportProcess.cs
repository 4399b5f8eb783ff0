using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Hosting;
using Telecom.Storage.Sqlite;
using Telecom.Support;
using Telecom.Support.Cases;
using Telecom.Support.Reports;

namespace Telecom.Benchmarks.Clocks;

/// <summary>The support service in this process, so that its managed memory can be read. Nothing calls it over the network.</summary>
internal sealed class SupportProcess : IAsyncDisposable
{
    private readonly WebApplication _app;
    private SqliteEventStore? _store;
    private AlarmTimes? _alarms;

    private SupportProcess(string folder) => _app = SupportHost.Build([], Settings(folder), services => services
        .AddSingleton<OpenEventStore>(_ => async cancellationToken =>
        {
            _store = await OpenStoreAsync(folder, cancellationToken);
            return _alarms = new AlarmTimes(_store);
        }));

    /// <summary>Its cases.</summary>
    public CaseBook Book => _app.Services.GetRequiredService<CaseBook>();

    /// <summary>Its reports.</summary>
    public Attainment Reports => _app.Services.GetRequiredService<Attainment>();

    /// <summary>Its alarms.</summary>
    public AlarmTimes Alarms => _alarms!;

    /// <summary>Its store.</summary>
    public SqliteEventStore Store => _store!;

    /// <summary>Opens the store that a service on a folder will use.</summary>
    public static Task<SqliteEventStore> OpenStoreAsync(string folder, CancellationToken cancellationToken) => SqliteEventStore.OpenAsync(
        new SqliteEventStoreOptions { Folder = Path.Combine(folder, ServiceNames.Support) }, TimeProvider.System, NullLogger.Instance, cancellationToken);

    /// <summary>Starts the service; when it has started its alarms are rebuilt.</summary>
    /// <param name="folder">Its data.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<SupportProcess> StartAsync(string folder, CancellationToken cancellationToken)
    {
        IdentityKeys.EnsureDevelopmentKeys(Path.Combine(folder, "identity"));
        var process = new SupportProcess(folder);
        await process._app.StartAsync(cancellationToken);
        return process;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(string folder) => new()
    {
        ["Listen:Address"] = "http://127.0.0.1:0",
        ["Data:Directory"] = folder,
        ["Logging:LogLevel:Default"] = "None",
        ["Logging:LogLevel:Microsoft"] = "None",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "None",
        ["Logging:LogLevel:Grpc"] = "None",

        // Nobody listens there: what the service follows is away, as it may be.
        [$"Services:{ServiceNames.Catalog}:Address"] = "http://127.0.0.1:9",
        [$"Services:{ServiceNames.Sla}:Address"] = "http://127.0.0.1:9",
    };
}
