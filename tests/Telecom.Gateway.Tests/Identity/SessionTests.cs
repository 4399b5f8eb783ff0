using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Telecom.Common.V1;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Identity;

/// <summary>Cookies of browsers.</summary>
public sealed class SessionTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Path = "/api/v1/session";
    private const string Plain = "telecom-session";

    [Fact]
    public async Task A_session_that_a_key_began_speaks_for_the_key_and_says_who_that_is()
    {
        using HttpClient http = Client(gateway.Gateway);
        using HttpResponseMessage begun = await SendAsync(http, HttpMethod.Post, Path, bearer: gateway.ViewerSecret);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        string header = Assert.Single(begun.Headers.GetValues("Set-Cookie"));
        Assert.All(["httponly", "samesite=strict", "path=/", "expires="], part => Assert.Contains(part, header, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain", header, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(gateway.ViewerSecret[^43..], header, StringComparison.Ordinal);
        string cookie = ValueOf(begun, Plain);

        using HttpResponseMessage me = await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={cookie}");
        JsonElement who = await me.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Vera", "acme", "session"), (Text(who, "subject"), Text(who, "customer"), Text(who, "credential")));
        Assert.Equal("ROLE_CUSTOMER_VIEWER", Assert.Single(who.GetProperty("roles").EnumerateArray()).GetString());
        Assert.InRange(
            who.GetProperty("expireTime").GetDateTime() - gateway.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromHours(7.99), TimeSpan.FromHours(8));

        using HttpResponseMessage customers = await SendAsync(http, HttpMethod.Get, "/api/v1/customers", cookie: $"other=1; {Plain}={cookie}");
        Assert.Equal(HttpStatusCode.OK, customers.StatusCode);
        Assert.DoesNotContain("globex", await customers.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_session_one_learns_who_one_is_from_the_key_itself()
    {
        using HttpClient http = Client(gateway.Gateway);
        using HttpResponseMessage me = await SendAsync(http, HttpMethod.Get, Path, bearer: gateway.SupportSecret);
        JsonElement who = await me.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Sam", "key"), (Text(who, "subject"), Text(who, "credential")));
        Assert.Equal(JsonValueKind.Null, who.GetProperty("customer").ValueKind);
        Assert.Equal(JsonValueKind.Null, who.GetProperty("expireTime").ValueKind);
        using HttpResponseMessage nobody = await SendAsync(http, HttpMethod.Get, Path);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task Over_tls_the_cookie_is_bound_to_the_host_and_the_other_name_is_not_read()
    {
        await using WebApplication own = gateway.Build(new()
        {
            ["Listen:Tls:Address"] = "https://127.0.0.1:0",
            ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
        });
        await own.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null } })
        {
            BaseAddress = new Uri(own.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal))),
        };
        using HttpResponseMessage begun = await SendAsync(http, HttpMethod.Post, Path, bearer: gateway.ViewerSecret);
        string header = Assert.Single(begun.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-telecom-session=", header, StringComparison.Ordinal);
        Assert.Contains("; secure", header, StringComparison.OrdinalIgnoreCase);
        string cookie = ValueOf(begun, "__Host-telecom-session");
        using HttpResponseMessage right = await SendAsync(http, HttpMethod.Get, Path, cookie: $"__Host-telecom-session={cookie}");
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        using HttpResponseMessage other = await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={cookie}");
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
        await own.StopAsync();
    }

    [Fact]
    public async Task Without_tls_production_begins_no_session_and_reads_no_cookie()
    {
        string cookie = await BeginAsync(gateway.ViewerSecret);
        await using WebApplication own = gateway.Build(new() { ["Services:catalog:Address"] = gateway.Catalog.Urls.Single() }, environment: "Production");
        await own.StartAsync();
        using HttpClient http = Client(own);
        using HttpResponseMessage begun = await SendAsync(http, HttpMethod.Post, Path, bearer: gateway.ViewerSecret);
        Assert.Equal(HttpStatusCode.BadRequest, begun.StatusCode);
        Assert.False(begun.Headers.Contains("Set-Cookie"));
        using HttpResponseMessage read = await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={cookie}");
        Assert.Equal(HttpStatusCode.Unauthorized, read.StatusCode);
        await own.StopAsync();
    }

    [Fact]
    public async Task Another_gateway_with_the_same_key_knows_the_session()
    {
        string cookie = await BeginAsync(gateway.ViewerSecret);
        await using WebApplication replica = gateway.Build(new() { ["Services:catalog:Address"] = gateway.Catalog.Urls.Single() });
        await replica.StartAsync();
        using HttpClient http = Client(replica);
        using HttpResponseMessage me = await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={cookie}");
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        await replica.StopAsync();
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("same-origin", null, true)]
    [InlineData("same-origin", "https://evil.example", true)]
    [InlineData("same-site", null, false)]
    [InlineData("cross-site", "own", false)]
    [InlineData("none", null, false)]
    [InlineData(null, "own", true)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, "null", false)]
    public async Task A_cookie_changes_things_only_from_a_page_of_this_host(string? site, string? origin, bool allowed)
    {
        string cookie = await BeginAsync(gateway.ViewerSecret);
        using HttpClient http = Client(gateway.Gateway);
        using var request = new HttpRequestMessage(HttpMethod.Delete, Path);
        request.Headers.Add("Cookie", $"{Plain}={cookie}");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? http.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
        }

        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal(allowed ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(allowed, response.Headers.Contains("Set-Cookie"));
        if (allowed)
        {
            Assert.Equal("", ValueOf(response, Plain));
        }
        else
        {
            Assert.Equal("PERMISSION_DENIED", Text(await response.Content.ReadFromJsonAsync<JsonElement>(), "reason"));
        }
    }

    [Fact]
    public async Task A_cookie_is_no_identity_for_grpc_or_metrics()
    {
        string cookie = await BeginAsync(gateway.SupportSecret);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await new SlaService.SlaServiceClient(gateway.Channel).ListStatusesAsync(
            new ListStatusesRequest { Parent = "customers/acme" }, new CallOptions(new Metadata { { "cookie", $"{Plain}={cookie}" } })));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        using HttpClient http = Client(gateway.Gateway);
        using HttpResponseMessage otlp = await SendAsync(http, HttpMethod.Post, "/v1/metrics", cookie: $"{Plain}={cookie}");
        Assert.Equal(HttpStatusCode.Unauthorized, otlp.StatusCode);
    }

    [Fact]
    public async Task Nobody_takes_a_session_for_a_token_or_a_token_for_a_session()
    {
        string cookie = await BeginAsync(gateway.SupportSecret);
        using HttpClient http = Client(gateway.Gateway);
        using HttpResponseMessage bearer = await SendAsync(http, HttpMethod.Get, Path, bearer: cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, bearer.StatusCode);

        // A service behind the gateway, asked directly.
        using GrpcChannel sla = GrpcChannel.ForAddress(gateway.SlaAddress);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await new SlaService.SlaServiceClient(sla).ListStatusesAsync(
            new ListStatusesRequest { Parent = "customers/acme" }, GatewayFixture.With(cookie)));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);

        string token = IdentityKeys.OpenIssuer(System.IO.Path.Combine(gateway.DataFolder, "identity"), ServiceNames.Gateway, gateway.Clock)
            .Issue(new Caller("Mallory", null, new HashSet<Role> { Role.Admin }, null), TimeSpan.FromMinutes(5));
        foreach (string wrong in new[] { token, cookie[..^2] + (cookie[^2] == 'A' ? "BA" : "AA"), "x", new string('x', 5000), gateway.SupportSecret })
        {
            using HttpResponseMessage response = await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={wrong}");
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);

            // The browser is rid of it.
            Assert.Equal("", ValueOf(response, Plain));
        }
    }

    [Fact]
    public async Task A_session_ends_with_its_key()
    {
        string secret = gateway.Directory_.Add("session00001", "customers/acme/keys/session00001", "Rita", Role.CustomerViewer);
        string cookie = await BeginAsync(secret);
        gateway.Directory_.Remove(secret);
        gateway.Clock.Advance(TimeSpan.FromSeconds(30));
        using HttpClient http = Client(gateway.Gateway);
        using HttpResponseMessage me = await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={cookie}");
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    [Fact]
    public async Task A_session_never_outlasts_its_key_or_its_lifetime()
    {
        long end = (gateway.Clock.GetUtcNow() + TimeSpan.FromMinutes(2) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        string secret = gateway.Directory_.Add("session00002", "customers/acme/keys/session00002", "Ella", Role.CustomerViewer, key => key.ExpireTimeUs = end);
        string shorter = await BeginAsync(secret);
        string longer = await BeginAsync(gateway.ViewerSecret);
        using HttpClient http = Client(gateway.Gateway);
        gateway.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={shorter}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={longer}")).StatusCode);
        gateway.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={longer}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(http, HttpMethod.Get, Path, bearer: gateway.ViewerSecret)).StatusCode);
    }

    [Fact]
    public async Task Agents_and_sessions_begin_no_sessions()
    {
        using HttpClient http = Client(gateway.Gateway);
        using HttpResponseMessage agent = await SendAsync(http, HttpMethod.Post, Path, bearer: gateway.AgentSecret);
        Assert.Equal(HttpStatusCode.Forbidden, agent.StatusCode);
        string cookie = await BeginAsync(gateway.ViewerSecret);
        using var again = new HttpRequestMessage(HttpMethod.Post, Path) { Headers = { { "Cookie", $"{Plain}={cookie}" }, { "Sec-Fetch-Site", "same-origin" } } };
        using HttpResponseMessage renewed = await http.SendAsync(again);
        Assert.Equal(HttpStatusCode.Forbidden, renewed.StatusCode);
    }

    [Fact]
    public async Task A_session_that_a_token_began_ends_with_the_token_and_with_its_key()
    {
        var issuer = new TestIssuer(gateway.Clock);
        string file = System.IO.Path.Combine(gateway.DataFolder, $"{Guid.NewGuid():N}.jwks");
        await File.WriteAllTextAsync(file, issuer.Jwks());
        Dictionary<string, string?> settings = TestIssuer.Settings(file);
        settings["Services:catalog:Address"] = gateway.Catalog.Urls.Single();
        await using WebApplication own = gateway.Build(settings);
        await own.StartAsync();
        using HttpClient http = Client(own);
        string shorter = await BeginAsync(issuer.Token(), own);
        string longer = await BeginAsync(issuer.Token(claims => claims["exp"] = issuer.Seconds(TimeSpan.FromHours(20))), own);
        JsonElement who = await (await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={shorter}")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("vera", "acme"), (Text(who, "subject"), Text(who, "customer")));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(http, HttpMethod.Get, "/api/v1/customers", cookie: $"{Plain}={shorter}")).StatusCode);

        gateway.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={shorter}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={longer}")).StatusCode);

        await File.WriteAllTextAsync(file, TestIssuer.Set(TestIssuer.Jwk("next", System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256))));
        await Eventually.BecomesAsync(
            async () =>
            {
                gateway.Clock.Advance(TimeSpan.FromSeconds(30));
                return (await SendAsync(http, HttpMethod.Get, Path, cookie: $"{Plain}={longer}")).StatusCode;
            },
            code => code == HttpStatusCode.Unauthorized,
            "the withdrawn key is noticed");
        await own.StopAsync();
    }

    private static HttpClient Client(WebApplication app) =>
        new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };

    private async Task<string> BeginAsync(string bearer, WebApplication? app = null)
    {
        using HttpClient http = Client(app ?? gateway.Gateway);
        using HttpResponseMessage begun = await SendAsync(http, HttpMethod.Post, Path, bearer: bearer);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        return ValueOf(begun, Plain);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, string? bearer = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (bearer is not null)
        {
            request.Headers.Authorization = new("Bearer", bearer);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await http.SendAsync(request);
    }

    private static string ValueOf(HttpResponseMessage response, string name)
    {
        string header = response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith($"{name}=", StringComparison.Ordinal));
        return header[(name.Length + 1)..header.IndexOf(';', StringComparison.Ordinal)];
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
