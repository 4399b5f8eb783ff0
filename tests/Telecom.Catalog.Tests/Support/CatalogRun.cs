using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Storage.Events;

namespace Telecom.Catalog.Tests;

/// <summary>One run of the real service on loopback, on the embedded store unless the test brings one.</summary>
internal sealed class CatalogRun : IAsyncDisposable
{
    private readonly Scratch _scratch;
    private readonly bool _ownsScratch;

    private CatalogRun(Scratch scratch, bool ownsScratch, WebApplication app, LogCapture logs)
    {
        _scratch = scratch;
        _ownsScratch = ownsScratch;
        App = app;
        Logs = logs;
        Channel = GrpcChannel.ForAddress(app.Urls.Single());
    }

    public static string ContractsFolder { get; } = Path.Combine(AppContext.BaseDirectory, "contracts");

    public WebApplication App { get; }

    public LogCapture Logs { get; }

    public GrpcChannel Channel { get; }

    public CatalogService.CatalogServiceClient Catalog => new(Channel);

    public DirectoryService.DirectoryServiceClient Directory => new(Channel);

    public Metadata Admin => As(new Caller("Sam", null, new HashSet<Role> { Role.Admin }, null));

    public Metadata Service => As(new Caller("sla", null, new HashSet<Role> { Role.Service }, null), "sla");

    public static async Task<CatalogRun> StartAsync(
        Scratch? scratch = null, TimeProvider? clock = null, IEventStore? store = null, string? contracts = null, LogCapture? logs = null)
    {
        Scratch folder = scratch ?? new Scratch();
        LogCapture capture = logs ?? new LogCapture();
        WebApplication app = CatalogHost.Build(
            [],
            new Dictionary<string, string?>
            {
                ["Listen:Address"] = "http://127.0.0.1:0",
                ["Data:Directory"] = folder.Directory,
                ["Contracts:Directory"] = contracts ?? ContractsFolder,
                ["Logging:LogLevel:Default"] = "Debug",
            },
            services =>
            {
                services.AddLogging(l => l.ClearProviders().AddProvider(capture));
                if (clock is not null)
                {
                    services.AddSingleton(clock);
                }

                if (store is not null)
                {
                    services.AddSingleton<OpenEventStore>(_ => ValueTask.FromResult(store));
                }
            });
        try
        {
            await app.StartAsync();
            return new CatalogRun(folder, scratch is null, app, capture);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Metadata As(Caller caller, string issuer = "gateway")
    {
        ITokenIssuer tokens = IdentityKeys.OpenIssuer(_scratch.Identity, issuer, App.Services.GetRequiredService<TimeProvider>());
        return new Metadata { { "authorization", $"Bearer {tokens.Issue(caller, TimeSpan.FromHours(1))}" } };
    }

    public Metadata AsCustomer(string customer, Role role = Role.CustomerAdmin) => As(new Caller("Jo", customer, new HashSet<Role> { role }, null));

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        if (_ownsScratch)
        {
            _scratch.Dispose();
        }
    }
}
