using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Proxy;

public sealed class ProxyFailureTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private CallOptions Agent => GatewayFixture.With(gateway.AgentSecret);

    [Fact]
    public async Task A_backend_that_dies_before_it_answers_is_unavailable()
    {
        using AsyncUnaryCall<string> call = gateway.Channel.CreateCallInvoker().AsyncUnaryCall(EchoMethods.Unary, null, Agent, "die");
        AssertAway(await Assert.ThrowsAsync<RpcException>(async () => await call));
    }

    [Fact]
    public async Task A_backend_that_dies_in_mid_stream_is_unavailable_and_not_cancelled()
    {
        using AsyncDuplexStreamingCall<string, string> call = gateway.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(EchoMethods.Duplex, null, Agent);
        await call.RequestStream.WriteAsync("1");
        Assert.True(await call.ResponseStream.MoveNext());
        await call.RequestStream.WriteAsync("die");
        AssertAway(await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext()));
    }

    [Fact]
    public async Task A_backend_that_is_not_there_is_unavailable_until_it_is()
    {
        WebApplication echo = await Backend.StartEchoAsync(new EchoLog());
        var address = new Uri(echo.Urls.Single());
        await echo.DisposeAsync();
        await using WebApplication own = gateway.Build(new()
        {
            ["Services:catalog:Address"] = gateway.Catalog.Urls.Single(),
            ["Services:ingestion:Address"] = address.ToString(),
        });
        await own.StartAsync();
        using var channel = GrpcChannel.ForAddress(own.Urls.Single());
        async Task<RpcException?> TryAsync()
        {
            try
            {
                _ = await channel.CreateCallInvoker().AsyncUnaryCall(EchoMethods.Unary, null, Agent, "a");
                return null;
            }
            catch (RpcException exception)
            {
                return exception;
            }
        }

        AssertAway(await TryAsync() ?? throw new InvalidOperationException("The call succeeded."));
        echo = await Backend.StartEchoAsync(new EchoLog(), address.Port);
        Assert.Null(await Eventually.BecomesAsync(TryAsync, failure => failure is null, "the backend is reached"));
        await echo.DisposeAsync();
    }

    [Theory]
    [InlineData("/telecom.catalog.v1.DirectoryService/VerifyApiKey")]
    [InlineData("/telecom.catalog.v1.DirectoryService/GetSnapshot")]
    [InlineData("/telecom.catalog.v1.directoryservice/VerifyApiKey")]
    [InlineData("/telecom.catalog.v1.CatalogService/../telecom.catalog.v1.DirectoryService/GetSnapshot")]
    [InlineData("/telecom.catalog.v1.CatalogService/%2e%2e/telecom.catalog.v1.DirectoryService/GetSnapshot")]
    [InlineData("/telecom.catalog.v1.CatalogService/x/y")]
    [InlineData("/telecom.unknown.v1.Service/Method")]
    [InlineData("/")]
    public async Task What_is_not_public_is_unimplemented_for_grpc_with_any_key(string path)
    {
        int asked = gateway.Directory_.Questions;
        foreach (string? secret in new[] { null, gateway.SupportSecret })
        {
            (string? status, string contentType) = await PostAsync(path, secret);
            Assert.Equal(("12", "application/grpc"), (status, contentType));
        }

        Assert.InRange(gateway.Directory_.Questions, asked, asked + 1);
    }

    [Fact]
    public async Task An_unknown_method_of_a_public_service_is_unimplemented_by_the_service_itself()
    {
        (string? status, _) = await PostAsync("/telecom.sla.v1.SlaService/Nothing", gateway.SupportSecret);
        Assert.Equal("12", status);
    }

    [Theory]
    [InlineData("1.1", "application/grpc")]
    [InlineData("2.0", "application/json")]
    [InlineData("2.0", "application/grpc-web")]
    public async Task What_is_not_grpc_over_http2_is_told_so(string version, string contentType)
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/telecom.sla.v1.SlaService/GetStatus")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]),
        };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.Authorization = new("Bearer", gateway.SupportSecret);
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_refusal_of_the_gateway_is_one_block_of_headers_that_ends_the_stream()
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        using HttpRequestMessage request = GrpcPost("/telecom.sla.v1.SlaService/GetStatus", null);
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal("16", Assert.Single(response.Headers.GetValues("grpc-status")));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Empty(response.TrailingHeaders);
        Assert.DoesNotContain('=', Assert.Single(response.Headers.GetValues("grpc-status-details-bin")));
    }

    private async Task<(string? Status, string ContentType)> PostAsync(string path, string? secret)
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        using HttpRequestMessage request = GrpcPost(path, secret);
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        _ = await response.Content.ReadAsByteArrayAsync();
        string? status = response.Headers.TryGetValues("grpc-status", out IEnumerable<string>? early)
            ? early.Single()
            : response.TrailingHeaders.GetValues("grpc-status").Single();
        return (status, response.Content.Headers.ContentType?.MediaType ?? "");
    }

    private HttpRequestMessage GrpcPost(string path, string? secret)
    {
        // The path goes out as it is written, dots and all.
        var uri = new Uri($"{gateway.Address.GetLeftPart(UriPartial.Authority)}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        if (secret is not null)
        {
            request.Headers.Authorization = new("Bearer", secret);
        }

        return request;
    }

    private static void AssertAway(RpcException away)
    {
        Assert.Equal(StatusCode.Unavailable, away.StatusCode);
        Assert.Equal("DEPENDENCY_UNAVAILABLE", RpcErrorDetails.ReasonOf(away));
        Assert.Equal(1, RpcErrorDetails.Find<Google.Rpc.RetryInfo>(away)?.RetryDelay.Seconds);
    }
}
