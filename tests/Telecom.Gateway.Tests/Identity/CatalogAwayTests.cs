using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Identity;

public sealed class CatalogAwayTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly ListStatusesRequest Acme = new() { Parent = "customers/acme" };

    [Fact]
    public async Task A_known_key_works_on_for_a_while_and_then_the_caller_is_told_when_to_come_back()
    {
        var sla = new SlaService.SlaServiceClient(gateway.Channel);
        CallOptions options = GatewayFixture.With(gateway.ViewerSecret);
        _ = await sla.ListStatusesAsync(Acme, options);
        string address = gateway.Catalog.Urls.Single();
        await gateway.Catalog.StopAsync();

        _ = await sla.ListStatusesAsync(Acme, options);
        gateway.Clock.Advance(TimeSpan.FromSeconds(31));
        RpcException away = await Assert.ThrowsAsync<RpcException>(async () => await sla.ListStatusesAsync(Acme, options));
        Assert.Equal(StatusCode.Unavailable, away.StatusCode);
        Assert.Equal("DEPENDENCY_UNAVAILABLE", RpcErrorDetails.ReasonOf(away));
        Assert.Equal(2, RpcErrorDetails.Find<Google.Rpc.RetryInfo>(away)?.RetryDelay.Seconds);

        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", gateway.ViewerSecret);
        using HttpResponseMessage problem = await http.GetAsync("/api/v1/customers");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, problem.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), problem.Headers.RetryAfter?.Delta);
        JsonElement body = await problem.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("DEPENDENCY_UNAVAILABLE", body.GetProperty("reason").GetString());

        await using WebApplication back = await gateway.StartCatalogAsync(address);
        ListStatusesResponse response = await Eventually.BecomesAsync(
            async () =>
            {
                try
                {
                    return await sla.ListStatusesAsync(Acme, options);
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
                {
                    return new ListStatusesResponse();
                }
            },
            answer => answer.Statuses.Count == 1,
            "the key is checked again");
        Assert.Single(response.Statuses);
    }
}
