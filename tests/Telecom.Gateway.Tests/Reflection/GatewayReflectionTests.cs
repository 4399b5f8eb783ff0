using System.Diagnostics;
using System.Text.Json;
using Grpc.Core;
using Grpc.Reflection.V1;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Reflection;

public sealed class GatewayReflectionTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task The_gateway_tells_about_the_public_services_and_no_others()
    {
        ServerReflectionResponse[] responses = await AskAsync(
            gateway.Channel,
            new ServerReflectionRequest { ListServices = "" },
            new ServerReflectionRequest { FileContainingSymbol = "telecom.catalog.v1.DirectoryService" },
            new ServerReflectionRequest { FileByFilename = "telecom/catalog/v1/directory_service.proto" });
        string[] names = [.. responses[0].ListServicesResponse.Service.Select(service => service.Name)];
        Assert.Contains("telecom.catalog.v1.CatalogService", names);
        Assert.Contains("telecom.ingestion.v1.IngestionService", names);
        Assert.Contains("telecom.sla.v1.SlaService", names);
        Assert.Contains("telecom.support.v1.SupportService", names);
        Assert.Contains("opentelemetry.proto.collector.metrics.v1.MetricsService", names);
        Assert.DoesNotContain("telecom.catalog.v1.DirectoryService", names);
        Assert.All(responses[1..], response => Assert.Equal(StatusCode.NotFound, (StatusCode)response.ErrorResponse.ErrorCode));
    }

    [Fact]
    public async Task In_production_the_gateway_tells_nothing()
    {
        await using var own = gateway.Build(new() { ["Services:catalog:Address"] = gateway.Catalog.Urls.Single() }, "Production");
        await own.StartAsync();
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(own.Urls.Single());
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => AskAsync(channel, new ServerReflectionRequest { ListServices = "" }));
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [BufFact]
    public async Task Buf_curl_calls_through_the_gateway_without_a_schema()
    {
        var start = new ProcessStartInfo(BufFactAttribute.Buf)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (string argument in (string[])
            ["curl", "--protocol", "grpc", "--http2-prior-knowledge", "-H", $"authorization: Bearer {gateway.ViewerSecret}", "-d", "{}",
                $"{gateway.Address.ToString().TrimEnd('/')}/telecom.catalog.v1.CatalogService/ListCustomers"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process buf = Process.Start(start) ?? throw new InvalidOperationException("buf did not start.");
        Task<string> output = buf.StandardOutput.ReadToEndAsync();
        Task<string> errors = buf.StandardError.ReadToEndAsync();
        try
        {
            await buf.WaitForExitAsync().WaitAsync(Eventually.Bound);
        }
        finally
        {
            if (!buf.HasExited)
            {
                buf.Kill(entireProcessTree: true);
            }
        }

        Assert.True(buf.ExitCode == 0, await errors);
        JsonElement customer = Assert.Single(JsonSerializer.Deserialize<JsonElement>(await output).GetProperty("customers").EnumerateArray());
        Assert.Equal("customers/acme", customer.GetProperty("name").GetString());
    }

    private static async Task<ServerReflectionResponse[]> AskAsync(ChannelBase channel, params ServerReflectionRequest[] requests)
    {
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call =
            new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        List<ServerReflectionResponse> responses = [];
        foreach (ServerReflectionRequest request in requests)
        {
            await call.RequestStream.WriteAsync(request);
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Eventually.Bound));
            responses.Add(call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        return [.. responses];
    }
}
