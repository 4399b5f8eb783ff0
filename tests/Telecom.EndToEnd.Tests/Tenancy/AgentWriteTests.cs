using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Sla.V1;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>An agent writes its own customer's circuits and no others: foreign samples are refused one by one, and none is counted.</summary>
[Collection(TenancyCollection.Name)]
public sealed class AgentWriteTests(TenancyWorld world)
{
    [Fact]
    public async Task Samples_of_a_foreign_circuit_are_refused_one_by_one_and_the_rest_is_stored()
    {
        WriteSamplesRequest request = (WriteSamplesRequest)RequestBook.Of("IngestionService/WriteSamples")[0](world.Other)[0];
        request.Batch.Circuits[0].Circuit = world.Own["circuits"];
        Ack ack = (await Client().WriteSamplesAsync(request)).Ack;
        Refusal refused = Assert.Single(ack.Refusals);
        Assert.Equal((RefusalReason.ForeignCircuit, false, [0u]), (refused.Reason, refused.Retryable, refused.Rows));
        Assert.Equal(1UL, ack.DurableSequence);
        Producer stored = (await Client().ListProducersAsync(new ListProducersRequest { Parent = world.Other["agents"], PageSize = 1000 })).Producers
            .Single(one => one.SpoolEpoch == request.SpoolEpoch);
        Assert.Equal((1UL, 1UL), (stored.StoredSamples, stored.RefusedSamples));
    }

    [Fact]
    public async Task Nothing_that_a_foreign_agent_sends_is_counted()
    {
        CircuitStatus before = await StatusAsync();
        WriteSamplesRequest request = (WriteSamplesRequest)RequestBook.Of("IngestionService/WriteSamples")[0](world.Other)[0];
        (request.Batch.Circuits[0].Circuit, request.Batch.Circuits[1].Circuit) = (world.Own["circuits"], world.Own.Spare("circuits"));
        Assert.Equal([0u, 1u], (await Client().WriteSamplesAsync(request)).Ack.Refusals.SelectMany(refusal => refusal.Rows).Order());

        IMessage export = RequestBook.Of("MetricsService/Export")[0](world.Own)[0];
        ExportMetricsServiceResponse exported = await new MetricsService.MetricsServiceClient(Channel().Invoker).ExportAsync((ExportMetricsServiceRequest)export);
        Assert.Equal(1, exported.PartialSuccess.RejectedDataPoints);

        // The customer's own agent sends a sample after them: when that is counted, what came before it would be, too.
        using var own = new GatewayChannel(world.Suite.GatewayAddress, world.SecretOf("own agent"));
        WriteSamplesRequest good = (WriteSamplesRequest)RequestBook.Of("IngestionService/WriteSamples")[0](world.Own)[0];
        Assert.Empty((await new IngestionService.IngestionServiceClient(own.Invoker).WriteSamplesAsync(good)).Ack.Refusals);
        CircuitStatus after = await Until.Async("the sample is counted", TimeSpan.FromSeconds(60), StatusAsync, status => status.SampleCount > before.SampleCount);
        Assert.Equal(before.SampleCount + 1, after.SampleCount);
    }

    private IngestionService.IngestionServiceClient Client() => new(Channel().Invoker);

    private GatewayChannel Channel() => world.ChannelOf("other agent");

    private async Task<CircuitStatus> StatusAsync() =>
        (await new SlaService.SlaServiceClient(world.ChannelOf("own viewer").Invoker).GetStatusAsync(new GetStatusRequest { Name = world.Own["circuits"] })).Status;
}
