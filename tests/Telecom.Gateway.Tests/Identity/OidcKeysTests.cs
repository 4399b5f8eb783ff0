using System.Net;
using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Gateway.Tests.Identity;

/// <summary>Keys that change, and keys that cannot be had.</summary>
public sealed class OidcKeysTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private readonly TestIssuer _issuer = new(gateway.Clock);
    private readonly ECDsa _second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private volatile string _document = "";
    private volatile int _status = StatusCodes.Status200OK;
    private int _reads;
    private WebApplication? _provider;
    private WebApplication? _own;
    private GrpcChannel? _channel;

    private int Reads => Volatile.Read(ref _reads);

    public async Task InitializeAsync()
    {
        _document = _issuer.Jwks();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        _provider = builder.Build();
        _ = _provider.MapGet("/keys", () =>
        {
            _ = Interlocked.Increment(ref _reads);
            return _status == StatusCodes.Status200OK ? Results.Text(_document, "application/json") : Results.StatusCode(_status);
        });
        await _provider.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        foreach (WebApplication app in new[] { _own, _provider }.OfType<WebApplication>())
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        _issuer.Key.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task A_new_key_works_at_once_and_an_unknown_one_is_not_asked_for_again_and_again()
    {
        await StartAsync();
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token()));
        await Eventually.HoldsAsync(() => Reads == 1, "the keys are read once");

        // The issuer takes a new key into its set and signs with it at once.
        _document = TestIssuer.Set(TestIssuer.Jwk(TestIssuer.Kid, _issuer.Key), TestIssuer.Jwk("second", _second));
        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(Second()));
        Assert.Equal(1, Reads);
        gateway.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(StatusCode.OK, await CallAsync(Second()));
        Assert.Equal(2, Reads);

        // Tokens with invented ids do not make the gateway hammer the issuer.
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(StatusCode.Unauthenticated, await CallAsync(_issuer.Token(header: h => h["kid"] = $"invented-{i}")));
        }

        Assert.Equal(2, Reads);
        gateway.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(_issuer.Token(header: h => h["kid"] = "invented")));
        Assert.Equal(3, Reads);
    }

    [Fact]
    public async Task A_withdrawn_key_works_no_longer_than_until_the_next_reading()
    {
        await StartAsync();
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token()));
        _document = TestIssuer.Set(TestIssuer.Jwk("second", _second));
        await ReadAgainAsync();
        await Eventually.BecomesAsync(() => CallAsync(Second()), code => code == StatusCode.OK, "the new key is there");
        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(_issuer.Token(claims => claims["jti"] = "another")));
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(302, "")]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"keys":[]}""")]
    [InlineData(200, """{"keys":[{"kty":"EC","crv":"P-256","kid":"first","x":"AAAA","y":"AAAA"}]}""")]
    public async Task When_the_keys_cannot_be_read_the_last_good_ones_stay(int status, string document)
    {
        await StartAsync();
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token()));
        (_status, _document) = (status, document);
        await ReadAgainAsync();
        Assert.Equal(StatusCode.OK, await CallAsync(_issuer.Token(claims => claims["jti"] = "another")));
        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(Second()));
    }

    [Fact]
    public async Task Before_the_keys_were_ever_read_the_caller_is_told_to_come_back()
    {
        _status = StatusCodes.Status503ServiceUnavailable;
        await StartAsync();
        await Eventually.HoldsAsync(() => Reads == 1, "the keys are asked for");
        RpcException away = await Eventually.BecomesAsync(
            () => FailAsync(_issuer.Token()), refused => refused.StatusCode == StatusCode.Unavailable, "nobody can say");
        Assert.Equal("DEPENDENCY_UNAVAILABLE", RpcErrorDetails.ReasonOf(away));
        Assert.Equal(2, RpcErrorDetails.Find<Google.Rpc.RetryInfo>(away)?.RetryDelay.Seconds);

        // A key is not the identity provider's business.
        Assert.Equal(StatusCode.OK, await CallAsync(gateway.ViewerSecret));
        _status = StatusCodes.Status200OK;
        await ReadAgainAsync();
        await Eventually.BecomesAsync(() => CallAsync(_issuer.Token()), code => code == StatusCode.OK, "the keys are there");
    }

    private string Second() => _issuer.Token(header: h => h["kid"] = "second", sign: data => _second.SignData(data, HashAlgorithmName.SHA256));

    /// <summary>Moves the clock until the gateway has read the keys again.</summary>
    private async Task ReadAgainAsync()
    {
        int before = Reads;
        await Eventually.HoldsAsync(
            () =>
            {
                gateway.Clock.Advance(TimeSpan.FromSeconds(15));
                return Reads > before;
            },
            "the keys are read again");
    }

    private async Task StartAsync()
    {
        Dictionary<string, string?> settings = TestIssuer.Settings(address: $"{_provider!.Urls.Single()}/keys");
        settings["Services:catalog:Address"] = gateway.Catalog.Urls.Single();
        settings["Services:sla:Address"] = gateway.SlaAddress;
        _own = gateway.Build(settings);
        await _own.StartAsync();
        _channel = GrpcChannel.ForAddress(_own.Urls.Single());
    }

    private async Task<StatusCode> CallAsync(string token)
    {
        try
        {
            _ = await new SlaService.SlaServiceClient(_channel).ListStatusesAsync(new ListStatusesRequest { Parent = "customers/acme" }, GatewayFixture.With(token));
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    private async Task<RpcException> FailAsync(string token) => await Assert.ThrowsAsync<RpcException>(async () =>
        await new SlaService.SlaServiceClient(_channel).ListStatusesAsync(new ListStatusesRequest { Parent = "customers/acme" }, GatewayFixture.With(token)));
}
