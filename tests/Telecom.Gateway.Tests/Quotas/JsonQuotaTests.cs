using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Quotas;

public sealed class JsonQuotaTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task A_JSON_request_above_the_quota_is_a_429_with_Retry_After()
    {
        await using WebApplication own = gateway.Build(new()
        {
            ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
            ["Gateway:Quotas:RequestsPerSecondPerCaller"] = "3",
            ["Gateway:Quotas:RequestBurst"] = "00:00:01",
        });
        await own.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(own.Urls.Single()) };
        string secret = gateway.Directory_.Add("viewerquota1", "customers/acme/keys/viewerquota1", "Vic", Role.CustomerViewer);
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage answer = await GetAsync(http, secret);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using HttpResponseMessage refused = await GetAsync(http, secret);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        JsonElement problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("LIMIT_EXCEEDED", problem.GetProperty("reason").GetString());
        JsonElement quota = Assert.Single(problem.GetProperty("quotas").EnumerateArray());
        Assert.Equal("Vic", quota.GetProperty("subject").GetString());
        Assert.Contains("Gateway:Quotas:RequestsPerSecondPerCaller", quota.GetProperty("description").GetString(), StringComparison.Ordinal);
        for (int i = 0; i < 20; i++)
        {
            using HttpResponseMessage health = await http.GetAsync("/healthz/live");
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient http, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/customers");
        request.Headers.Authorization = new("Bearer", secret);
        return await http.SendAsync(request);
    }
}
