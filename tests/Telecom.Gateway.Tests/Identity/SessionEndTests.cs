using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Common.V1;
using Telecom.Gateway.Identity.Credentials;
using Telecom.Gateway.Identity.Sessions;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Identity;

/// <summary>Sessions that are ended, and keys that end in no year that there is.</summary>
public sealed class SessionEndTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Path = "/api/v1/session";
    private const string Name = "telecom-session";

    [Fact]
    public async Task A_session_that_was_ended_is_over_for_a_copy_of_its_cookie_and_for_nothing_else()
    {
        using HttpClient http = Client();
        string cookie = await BeginAsync(http, gateway.ViewerSecret);
        string other = await BeginAsync(http, gateway.ViewerSecret);
        SessionVerifier sessions = gateway.Gateway.Services.GetRequiredService<SessionVerifier>();
        Credential credential = (await sessions.VerifyAsync(cookie, CancellationToken.None)).Identity!.Credential;
        Assert.Equal(CredentialStanding.Unknown, credential.Look(gateway.Clock.GetUtcNow()));

        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(http, HttpMethod.Delete, cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(http, HttpMethod.Get, cookie));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(http, HttpMethod.Get, other));

        // Calls of the session that are under way end as well, whoever answers questions or not.
        Assert.Equal(CredentialStanding.Refused, credential.Look(gateway.Clock.GetUtcNow()));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(253_402_300_800_000_000)]
    [InlineData(253_402_300_799_999_999)]
    public async Task A_key_that_expires_after_the_last_year_works_and_begins_sessions(long expiresUs)
    {
        string id = $"late{expiresUs % 100_000_000:D8}";
        string secret = gateway.Directory_.Add(id, $"customers/acme/keys/{id}", "Lara", Role.CustomerViewer, key => key.ExpireTimeUs = expiresUs);
        using HttpClient http = Client();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(http, HttpMethod.Get, await BeginAsync(http, secret)));
    }

    private HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = gateway.Address };

    private static async Task<string> BeginAsync(HttpClient http, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path);
        request.Headers.Authorization = new("Bearer", secret);
        using HttpResponseMessage begun = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        string header = Assert.Single(begun.Headers.GetValues("Set-Cookie"));
        return header[(Name.Length + 1)..header.IndexOf(';', StringComparison.Ordinal)];
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, HttpMethod method, string cookie)
    {
        using var request = new HttpRequestMessage(method, Path);
        request.Headers.Add("Cookie", $"{Name}={cookie}");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
