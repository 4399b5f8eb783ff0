using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Feed;

/// <summary>A gateway before two services with feeds; each can be stopped and started again.</summary>
internal sealed class FeedRig : IAsyncDisposable
{
    private readonly GatewayFixture _fixture;
    private WebApplication? _sla;
    private WebApplication? _support;
    private WebApplication? _gateway;
    private string _slaAddress = "http://127.0.0.1:0";
    private string _supportAddress = "http://127.0.0.1:0";

    private FeedRig(GatewayFixture fixture) => _fixture = fixture;

    public FakeOutages Outages { get; } = new();

    public FakeCases Cases { get; } = new();

    public WebApplication Gateway => _gateway!;

    public Uri Address => new(_gateway!.Urls.Single());

    public static async Task<FeedRig> StartAsync(GatewayFixture fixture, Dictionary<string, string?>? settings = null, bool manualClock = false)
    {
        var rig = new FeedRig(fixture);
        await rig.StartSlaAsync();
        await rig.StartSupportAsync();
        await rig.StartGatewayAsync(settings, manualClock);
        return rig;
    }

    public async Task StartGatewayAsync(Dictionary<string, string?>? settings = null, bool manualClock = false)
    {
        var all = new Dictionary<string, string?>(settings ?? [])
        {
            ["Services:catalog:Address"] = _fixture.Catalog.Urls.Single(),
            ["Services:sla:Address"] = _slaAddress,
            ["Services:support:Address"] = _supportAddress,
            ["Drain:Delay"] = "00:00:00",
        };
        _ = all.TryAdd("Gateway:Feed:BackendRetry", "00:00:00.250");
        _gateway = _fixture.Build(all, manualClock: manualClock);
        await _gateway.StartAsync();
    }

    public async Task StopGatewayAsync()
    {
        await StopAsync(_gateway);
        _gateway = null;
    }

    public async Task StopSupportAsync()
    {
        await StopAsync(_support);
        _support = null;
    }

    public async Task StartSupportAsync()
    {
        _support = await Backend.StartSuiteAsync(
            ServiceNames.Support, _fixture.DataFolder, services => services.AddSingleton(Cases), app => app.MapGrpcService<FakeCases>(), _supportAddress);
        _supportAddress = _support.Urls.Single();
    }

    public FeedReader Read(string path, string secret, Version? version = null) => new(Address, path, secret, version);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_gateway);
        await StopAsync(_sla);
        await StopAsync(_support);
    }

    private async Task StartSlaAsync()
    {
        _sla = await Backend.StartSuiteAsync(
            ServiceNames.Sla, _fixture.DataFolder, services => services.AddSingleton(Outages), app => app.MapGrpcService<FakeOutages>(), _slaAddress);
        _slaAddress = _sla.Urls.Single();
    }

    private static async Task StopAsync(WebApplication? app)
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
