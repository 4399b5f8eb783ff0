using Microsoft.AspNetCore.Builder;
using Telecom.Catalog;
using Telecom.Gateway;
using Telecom.Hosting;
using Telecom.Ingestion;
using Telecom.Sla;
using Telecom.Support;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>All real services behind the real gateway in this process, on loopback ports of their own: as the suite in one process, with settings of the test.</summary>
internal sealed class InProcessSuite : IAsyncDisposable
{
    private readonly List<WebApplication> _running = [];

    private InProcessSuite(string folder) => Folder = folder;

    /// <summary>The suite's data.</summary>
    public string Folder { get; }

    public string GatewayAddress { get; private set; } = "";

    /// <summary>The gateway itself, for what it mapped.</summary>
    public WebApplication Gateway => _running[^1];

    public GatewayChannel Admin { get; private set; } = null!;

    public static async Task<InProcessSuite> StartAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var suite = new InProcessSuite(Directory.CreateTempSubdirectory("telecom-suite-").FullName);
        try
        {
            await suite.OpenAsync(settings ?? new Dictionary<string, string?>());
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        foreach (WebApplication app in Enumerable.Reverse(_running))
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private async Task OpenAsync(IReadOnlyDictionary<string, string?> settings)
    {
        string identity = Path.Combine(Folder, "identity");
        IdentityKeys.EnsureDevelopmentKeys(identity);
        Dictionary<string, string?> all = new(settings)
        {
            ["Data:Directory"] = Folder,
            ["Identity:Directory"] = identity,
            ["Contracts:Directory"] = Path.Combine(Paths.Root, "contracts"),
            ["Host:Embedded"] = "true",
            ["Logging:LogLevel:Default"] = "Error",
            // Sla and Support follow each other's feed, so that one of them must be known before it runs.
            ["Services:Support:Address"] = $"http://127.0.0.1:{Rig.FreePort()}",
        };
        all["Services:Catalog:Address"] = await StartAsync(CatalogHost.Build, all);
        all["Services:Ingestion:Address"] = await StartAsync(IngestionHost.Build, all);
        all["Services:Sla:Address"] = await StartAsync(SlaHost.Build, all);
        _ = await StartAsync(SupportHost.Build, all, all["Services:Support:Address"]);
        GatewayAddress = await StartAsync(GatewayHost.Build, all);
        Admin = new GatewayChannel(GatewayAddress, (await File.ReadAllTextAsync(Path.Combine(Folder, "catalog", "admin.key"))).Trim());
    }

    private async Task<string> StartAsync(
        Func<string[], IReadOnlyDictionary<string, string?>?, WebApplication> build, Dictionary<string, string?> settings, string? address = null)
    {
        WebApplication app = build([], new Dictionary<string, string?>(settings) { ["Listen:Address"] = address ?? "http://127.0.0.1:0" });
        _running.Add(app);
        await app.StartAsync();
        return app.Urls.First();
    }
}
