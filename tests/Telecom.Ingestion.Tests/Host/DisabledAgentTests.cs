using Google.Rpc;
using Grpc.Core;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Otlp;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Host;

public sealed class DisabledAgentTests
{
    [Fact]
    public async Task A_disabled_agent_opens_no_stream_and_writes_nothing_by_any_door()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        server.Catalog.Disable(Names.Agent);
        WriteSamplesRequest write = new() { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(), Batch = Batches.Latencies(1) };
        MetricsService.MetricsServiceClient otlp = new(server.InvokerOf(Names.Agent));
        foreach (Func<Task> attempt in new Func<Task>[]
        {
            async () => await AgentStream.OpenAsync(server.ClientOf()),
            async () => await server.ClientOf().WriteSamplesAsync(write),
            async () => await otlp.ExportAsync(Exports.Of(Exports.Gauge("telecom.latency", "ms", Exports.Number(1, 1)))),
        })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(attempt);
            Assert.Equal((StatusCode.PermissionDenied, "PERMISSION_DENIED"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
            Assert.Equal(Names.Agent, RpcErrorDetails.Find<ErrorInfo>(refused)?.Metadata["agent"]);
        }

        Assert.Empty(await LogContents.ReadAsync(server.Log));
        server.Catalog.Disable(null);
        Assert.Equal(1ul, (await server.ClientOf().WriteSamplesAsync(write)).Ack.DurableSequence);
    }

    [Fact]
    public async Task Another_agents_stand_is_nobodys_business()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        server.Catalog.Disable("customers/acme/agents/another");
        using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf());
        Assert.Equal(0ul, stream.Welcome.DurableSequence);
    }
}
