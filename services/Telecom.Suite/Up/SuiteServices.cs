using Telecom.Catalog;
using Telecom.Gateway;
using Telecom.Hosting;
using Telecom.Ingestion;
using Telecom.Sla;
using Telecom.Support;

namespace Telecom.Suite;

/// <summary>
/// All services in one process. Each keeps its own host, store folder, token and loopback port, exactly as when it runs alone, so
/// that one process and five behave the same.
/// </summary>
internal sealed class SuiteServices : IAsyncDisposable
{
    private readonly List<WebApplication> _running = [];

    /// <summary>Address of the gateway, with its real port.</summary>
    public string GatewayAddress { get; private set; } = "";

    /// <summary>Starts the services in the order in which they need each other.</summary>
    public static async Task<SuiteServices> StartAsync(UpOptions options, CancellationToken cancellationToken)
    {
        string identity = Path.Combine(options.DataDirectory, "identity");
        IdentityKeys.EnsureDevelopmentKeys(identity);
        var settings = new Dictionary<string, string?>
        {
            ["Data:Directory"] = options.DataDirectory,
            ["Identity:Directory"] = identity,
            ["Host:Embedded"] = "true",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
            // "telecom up" says itself where the first administrator's key is.
            ["Logging:LogLevel:Telecom.Catalog.Keys"] = "Error",
        };
        for (int i = 0; i < options.Redis.Count; i++)
        {
            settings["Store:Engine"] = "redis";
            settings[FormattableString.Invariant($"Store:Redis:Endpoints:{i}")] = options.Redis[i];
        }

        // Sla and Support follow each other's feed, so that one of them must be known before it runs.
        using var support = new ReservedPort();
        settings["Services:Support:Address"] = support.Address;
        var suite = new SuiteServices();
        try
        {
            settings["Services:Catalog:Address"] = await suite.StartAsync(CatalogHost.Build, settings, cancellationToken);
            settings["Services:Ingestion:Address"] = await suite.StartAsync(IngestionHost.Build, settings, cancellationToken);
            settings["Services:Sla:Address"] = await suite.StartAsync(SlaHost.Build, settings, cancellationToken);
            _ = await suite.StartAsync(SupportHost.Build, settings, cancellationToken, [], support);
            settings["Identity:Development:Enabled"] = options.Demo ? "true" : null;
            settings["Listen:Address"] = options.Listen;
            suite.GatewayAddress = await suite.StartAsync(GatewayHost.Build, settings, cancellationToken, options.Demo ? ["--environment", Environments.Development] : []);
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the services in the opposite order, each draining what it has.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (WebApplication app in Enumerable.Reverse(_running))
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }

        _running.Clear();
    }

    private async Task<string> StartAsync(
        Func<string[], IReadOnlyDictionary<string, string?>?, WebApplication> build,
        Dictionary<string, string?> settings,
        CancellationToken cancellationToken,
        string[]? args = null,
        ReservedPort? port = null)
    {
        var own = new Dictionary<string, string?>(settings);
        own.TryAdd("Listen:Address", port?.Address ?? "http://127.0.0.1:0");
        WebApplication app = build(args ?? [], own);
        _running.Add(app);
        port?.Release();
        await app.StartAsync(cancellationToken);
        return app.Urls.First();
    }
}
