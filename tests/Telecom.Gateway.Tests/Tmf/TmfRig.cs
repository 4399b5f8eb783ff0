using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Tmf;

/// <summary>A gateway before services that have what the views are made of.</summary>
public sealed class TmfRig : IAsyncLifetime
{
    private readonly GatewayFixture _fixture = new();
    private readonly List<WebApplication> _apps = [];

    internal FakeTmfSla Sla { get; } = new();

    internal FakeTmfSupport Support { get; } = new();

    internal HttpClient Http { get; } = new();

    internal string StaffSecret => _fixture.SupportSecret;

    internal string ViewerSecret => _fixture.ViewerSecret;

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        WebApplication catalog = await StartAsync(
            ServiceNames.Catalog,
            services => services.AddSingleton(_fixture.Directory_).AddSingleton<FakeTmfCatalog>(),
            app =>
            {
                _ = app.MapGrpcService<FakeDirectory>();
                _ = app.MapGrpcService<FakeTmfCatalog>();
            });
        WebApplication sla = await StartAsync(ServiceNames.Sla, services => services.AddSingleton(Sla), app => app.MapGrpcService<FakeTmfSla>());
        WebApplication support = await StartAsync(ServiceNames.Support, services => services.AddSingleton(Support), app => app.MapGrpcService<FakeTmfSupport>());
        WebApplication gateway = _fixture.Build(
            new()
            {
                ["Services:catalog:Address"] = catalog.Urls.Single(),
                ["Services:sla:Address"] = sla.Urls.Single(),
                ["Services:support:Address"] = support.Urls.Single(),
                ["Gateway:Tmf:MaxOffset"] = "10",
            },
            manualClock: false);
        await gateway.StartAsync();
        _apps.Insert(0, gateway);
        Http.BaseAddress = new Uri(gateway.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        foreach (WebApplication app in _apps)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await _fixture.DisposeAsync();
    }

    private async Task<WebApplication> StartAsync(string service, Action<IServiceCollection> configure, Action<WebApplication> map)
    {
        WebApplication app = await Backend.StartSuiteAsync(service, _fixture.DataFolder, configure, map);
        _apps.Add(app);
        return app;
    }
}
