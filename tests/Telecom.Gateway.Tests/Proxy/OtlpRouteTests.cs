using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Proxy;

/// <summary>OTLP through the gateway: over gRPC, and over HTTP of any version.</summary>
public sealed class OtlpRouteTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_body_goes_through_with_a_token_in_place_of_the_key(int version)
    {
        // Larger than bodies on the JSON side may be.
        byte[] body = new byte[200_000];
        using HttpResponseMessage response = await PostAsync(body, version, gateway.AgentSecret);
        string seen = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("200000 bytes, application/x-protobuf, gzip, Bearer ey", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.AgentSecret, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_good_key_nothing_goes_through()
    {
        using HttpResponseMessage none = await PostAsync([1], 1, null);
        using HttpResponseMessage wrong = await PostAsync([1], 1, "tk_nonsense");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (none.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task Only_POST_is_routed()
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(gateway.Address, "/v1/metrics"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.AgentSecret);
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{response.StatusCode}");
    }

    [Fact]
    public async Task The_gRPC_service_is_routed_to_ingestion()
    {
        MetricsService.MetricsServiceClient client = new(gateway.Channel.CreateCallInvoker());

        // The backend of these tests has no such service and says so; the gateway itself would say so without a backend, in other words.
        RpcException failure = await Assert.ThrowsAsync<RpcException>(
            () => client.ExportAsync(new ExportMetricsServiceRequest(), GatewayFixture.With(gateway.AgentSecret)).ResponseAsync);
        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Assert.DoesNotContain("There is no method", failure.Status.Detail, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, int version, string? secret)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(gateway.Address, "/v1/metrics"))
        {
            Version = new Version(version == 1 ? "1.1" : "2.0"),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        request.Content.Headers.ContentEncoding.Add("gzip");
        if (secret is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        return await http.SendAsync(request);
    }
}
