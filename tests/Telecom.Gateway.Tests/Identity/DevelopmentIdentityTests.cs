using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Identity;

public sealed class DevelopmentIdentityTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IAsyncLifetime, IDisposable
{
    private WebApplication? _own;
    private readonly HttpClient _http = new();

    public async Task InitializeAsync()
    {
        // Deadlines count from a clock that stands still in the fixture; here many gateways start one after another.
        _own = gateway.Build(
            new()
            {
                ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
                ["Identity:Development:Enabled"] = "true",
            },
            manualClock: false);
        await _own.StartAsync();
        _http.BaseAddress = new Uri(_own.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        await _own!.StopAsync();
        await _own.DisposeAsync();
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_plain_read_from_this_machine_needs_no_key() => Assert.Equal(HttpStatusCode.OK, await StatusAsync());

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Authorization", "Bearer nonsense")]
    public async Task What_may_come_from_elsewhere_needs_a_key(string header, string value) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(request => request.Headers.TryAddWithoutValidation(header, value)));

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:8080")]
    [InlineData("[::1]:8080")]
    public async Task Names_of_this_machine_are_all_right(string host) =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(request => request.Headers.Host = host));

    [Fact]
    public async Task Grpc_always_needs_a_key() => Assert.Equal(
        HttpStatusCode.OK,
        await StatusAsync(request =>
        {
            request.Method = HttpMethod.Post;
            request.RequestUri = new Uri("/telecom.catalog.v1.CatalogService/ListCustomers", UriKind.Relative);
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            request.Content = new ByteArrayContent([0, 0, 0, 0, 0]);
            request.Content.Headers.ContentType = new("application/grpc");
        },
        grpcStatus: "16"));

    [Fact]
    public async Task In_production_the_gateway_refuses_to_start_with_it()
    {
        await using WebApplication production = gateway.Build(new() { ["Identity:Development:Enabled"] = "true" }, environment: "Production");
        OptionsValidationException refused = await Assert.ThrowsAnyAsync<OptionsValidationException>(() => production.StartAsync());
        Assert.Contains("Identity:Development:Enabled", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ROLE_SERVICE")]
    [InlineData("ROLE_AGENT")]
    [InlineData("ROLE_CUSTOMER_ADMIN")]
    [InlineData("ROLE_SUPPORT,nonsense")]
    [InlineData("")]
    public async Task Roles_that_are_not_the_providers_are_refused_at_start(string roles)
    {
        await using WebApplication wrong = gateway.Build(new() { ["Identity:Development:Enabled"] = "true", ["Identity:Development:Roles"] = roles });
        OptionsValidationException refused = await Assert.ThrowsAnyAsync<OptionsValidationException>(() => wrong.StartAsync());
        Assert.Contains("ROLE_SUPPORT", refused.Message, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> StatusAsync(Action<HttpRequestMessage>? change = null, string? grpcStatus = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/customers");
        change?.Invoke(request);
        using HttpResponseMessage response = await _http.SendAsync(request);
        if (grpcStatus is not null)
        {
            Assert.Equal(grpcStatus, Assert.Single(response.Headers.GetValues("grpc-status")));
        }

        return response.StatusCode;
    }
}
