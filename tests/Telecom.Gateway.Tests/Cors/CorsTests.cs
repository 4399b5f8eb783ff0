using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Cors;

/// <summary>What a browser asks on behalf of a page of another origin.</summary>
public sealed class CorsTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Page = "https://noc.example.com";

    [Theory]
    [InlineData("GET")]
    [InlineData("OPTIONS")]
    public async Task Without_origins_no_answer_says_anything_about_other_origins(string method)
    {
        using HttpResponseMessage answer = await AskAsync(gateway.Address, method, Page, "/api/v1/customers");
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_named_origin_may_use_the_api_with_its_own_credentials_and_never_with_cookies()
    {
        await using WebApplication own = await StartAsync(Page, "https://other.example.com:8443");
        var address = new Uri(own.Urls.Single());
        using HttpResponseMessage preflight = await AskAsync(address, "OPTIONS", Page, "/api/v1/customers");
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal([Page], preflight.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Contains("PATCH", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Contains("authorization", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.OrdinalIgnoreCase);
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));

        using HttpResponseMessage answer = await AskAsync(address, "GET", Page, "/api/v1/customers");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal([Page], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Contains("Origin", answer.Headers.Vary);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        await own.StopAsync();
    }

    [Fact]
    public async Task A_named_origin_can_read_also_what_a_broken_body_gets()
    {
        await using WebApplication own = await StartAsync(Page);
        using var http = new HttpClient { BaseAddress = new Uri(own.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/customers")
        {
            Headers = { Authorization = new("Bearer", gateway.SupportSecret) },
            Content = new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } },
        };
        request.Headers.Add("Origin", Page);
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([Page], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        await own.StopAsync();
    }

    [Theory]
    [InlineData("https://evil.example.com", "/api/v1/customers")]
    [InlineData("http://noc.example.com", "/api/v1/customers")]
    [InlineData("https://noc.example.com:444", "/api/v1/customers")]
    [InlineData("https://noc.example.com.evil.com", "/api/v1/customers")]
    [InlineData("null", "/api/v1/customers")]
    [InlineData(Page, "/healthz/live")]
    [InlineData(Page, "/")]
    [InlineData(Page, "/api/v10/customers")]
    public async Task Another_origin_or_another_path_gets_nothing(string origin, string path)
    {
        await using WebApplication own = await StartAsync(Page);
        foreach (string method in new[] { "GET", "OPTIONS" })
        {
            using HttpResponseMessage answer = await AskAsync(new Uri(own.Urls.Single()), method, origin, path);
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        }

        await own.StopAsync();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://*.example.com")]
    [InlineData("https://noc.example.com/")]
    [InlineData("https://noc.example.com/path")]
    [InlineData("https://noc.example.com:443")]
    [InlineData("https://NOC.example.com")]
    [InlineData("https://user@noc.example.com")]
    [InlineData("ftp://noc.example.com")]
    [InlineData("noc.example.com")]
    [InlineData("null")]
    public async Task What_is_no_exact_origin_is_refused_at_start(string origin)
    {
        OptionsValidationException refused = await Assert.ThrowsAnyAsync<OptionsValidationException>(async () =>
        {
            await using WebApplication own = await StartAsync(Page, origin);
        });
        Assert.Contains($"Gateway:Cors:Origins:1 is \"{origin}\"", refused.Message, StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync(params string[] origins)
    {
        var settings = new Dictionary<string, string?> { ["Services:catalog:Address"] = gateway.Catalog.Urls.Single() };
        for (int i = 0; i < origins.Length; i++)
        {
            settings[$"Gateway:Cors:Origins:{i}"] = origins[i];
        }

        WebApplication own = gateway.Build(settings, manualClock: false);
        await own.StartAsync();
        return own;
    }

    private static async Task<HttpResponseMessage> AskAsync(Uri address, string method, string origin, string path)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Origin", origin);
        if (method == "OPTIONS")
        {
            request.Headers.Add("Access-Control-Request-Method", "PATCH");
            request.Headers.Add("Access-Control-Request-Headers", "authorization,if-match");
        }

        return await client.SendAsync(request);
    }
}
