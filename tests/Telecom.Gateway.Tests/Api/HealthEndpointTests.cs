using System.Net;
using Grpc.Health.V1;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Api;

public sealed class HealthEndpointTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("/healthz/live", "live")]
    [InlineData("/healthz/ready", "ready")]
    public async Task Probes_are_answered_without_a_key(string path, string expected)
    {
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using HttpResponseMessage response = await http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Grpc_health_is_answered_without_a_key()
    {
        HealthCheckResponse answer = await new Health.HealthClient(gateway.Channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task A_gateway_that_goes_away_is_live_and_not_ready()
    {
        await using var own = gateway.Build(new() { ["Drain:Delay"] = "00:00:10" });
        await own.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(own.Urls.Single()) };
        Task stopping = own.StopAsync();
        HttpStatusCode ready = await Eventually.BecomesAsync(
            async () => (await http.GetAsync("/healthz/ready")).StatusCode, status => status != HttpStatusCode.OK, "readiness ends");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz/live")).StatusCode);
        gateway.Clock.Advance(TimeSpan.FromSeconds(10));
        await stopping;
    }
}
