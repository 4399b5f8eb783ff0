using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Telecom.Gateway.Tests.Proxy;

public sealed class BackendHealthTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Readiness_of_a_backend_is_followed_by_grpc_and_the_last_address_is_used_all_the_same()
    {
        var switchable = new Switch();
        await using WebApplication backend = await Backend.StartSuiteAsync(
            ServiceNames.Sla, gateway.DataFolder, services => services.AddSingleton<FakeSla>().AddSingleton<IReadiness>(switchable), app => app.MapGrpcService<FakeSla>());
        await using WebApplication own = gateway.Build(
            new() { ["Services:sla:Address"] = backend.Urls.Single(), ["Gateway:Backends:HealthInterval"] = "00:00:00.1" }, manualClock: false);
        await own.StartAsync();
        IProxyStateLookup proxy = own.Services.GetRequiredService<IProxyStateLookup>();
        Assert.True(proxy.TryGetCluster(ServiceNames.Sla, out ClusterState? cluster));
        DestinationState destination = Assert.Single(cluster.DestinationsState.AllDestinations);
        await Eventually.HoldsAsync(() => destination.Health.Active == DestinationHealth.Healthy, "the backend is healthy");
        switchable.Holds = false;
        await Eventually.HoldsAsync(() => destination.Health.Active == DestinationHealth.Unhealthy, "the backend is unhealthy");
        Assert.Same(destination, Assert.Single(cluster.DestinationsState.AvailableDestinations));
        switchable.Holds = true;
        await Eventually.HoldsAsync(() => destination.Health.Active == DestinationHealth.Healthy, "the backend is healthy again");
    }

    private sealed class Switch : IReadiness
    {
        public string Condition => "the test says so";

        public bool Holds { get; set; } = true;
    }
}
