using Google.Rpc;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Client = Telecom.Ingestion.V1.IngestionService.IngestionServiceClient;

namespace Telecom.Ingestion.Tests.Host;

public sealed class WriteSamplesTests
{
    [Fact]
    public async Task A_batch_in_one_call_is_stored_refused_in_part_and_counted_once()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        Client client = server.ClientOf();
        WriteSamplesRequest request = Request(Batches.Latencies(1).AddLatency(1, 0, -5));
        Ack ack = (await client.WriteSamplesAsync(request)).Ack;
        Assert.Equal(1ul, ack.DurableSequence);
        Refusal refusal = Assert.Single(ack.Refusals);
        Assert.Equal((RefusalReason.Negative, "3"), (refusal.Reason, string.Join(",", refusal.Rows)));
        Assert.Equal(ack.Refusals, (await client.WriteSamplesAsync(request)).Ack.Refusals);
        Assert.Equal(3, Sample.Of(Assert.Single(await LogContents.ReadAsync(server.Log))).Count);
    }

    [Fact]
    public async Task Each_call_declares_every_handle_that_it_uses()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        Client client = server.ClientOf();
        await client.WriteSamplesAsync(Request(Batches.Latencies(1)));
        SampleBatch without = Batches.Latencies(2);
        without.Circuits.Clear();
        Assert.Equal(RefusalReason.UnknownHandle, Assert.Single((await client.WriteSamplesAsync(Request(without))).Ack.Refusals).Reason);
    }

    [Fact]
    public async Task A_call_and_a_stream_share_the_lane()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        await server.ClientOf().WriteSamplesAsync(Request(Batches.Latencies(1)));
        using AgentStream stream = await AgentStream.OpenAsync(server.ClientOf());
        Assert.Equal(1ul, stream.Welcome.DurableSequence);
        await stream.SendAsync(Batches.Latencies(2));
        await stream.AckedAsync(2);
        Assert.Equal(3ul, (await server.ClientOf().WriteSamplesAsync(Request(Batches.Latencies(3)))).Ack.DurableSequence);
    }

    [Fact]
    public async Task A_gap_fails_with_the_number_to_go_on_after()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        Client client = server.ClientOf();
        await client.WriteSamplesAsync(Request(Batches.Latencies(1)));
        RpcException exception = await Assert.ThrowsAsync<RpcException>(async () => await client.WriteSamplesAsync(Request(Batches.Latencies(3))));
        Assert.Equal(StatusCode.FailedPrecondition, exception.StatusCode);
        Assert.Equal("1", RpcErrorDetails.Find<ErrorInfo>(exception)?.Metadata["durable_sequence"]);
        Assert.Single(await LogContents.ReadAsync(server.Log));
    }

    [Fact]
    public async Task Every_wrong_field_is_reported_at_once()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(async () => await server.ClientOf().WriteSamplesAsync(
            new WriteSamplesRequest { Agent = "customers/acme/agents/other", Lane = 16, Batch = new SampleBatch() }));
        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.Equal(["agent", "spool_epoch", "lane", "batch.sequence"], RpcErrorDetails.Find<BadRequest>(exception)?.FieldViolations.Select(v => v.Field));
        exception = await Assert.ThrowsAsync<RpcException>(async () => await server.ClientOf().WriteSamplesAsync(
            new WriteSamplesRequest { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes() }));
        Assert.Equal(["batch"], RpcErrorDetails.Find<BadRequest>(exception)?.FieldViolations.Select(v => v.Field));
    }

    [Fact]
    public async Task A_store_that_fails_is_unavailable_and_says_when_to_come_back()
    {
        FakeSampleLog log = new();
        await using IngestionServer server = await IngestionServer.StartAsync(log);
        log.Fail(1);
        Client client = server.ClientOf();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(async () => await client.WriteSamplesAsync(Request(Batches.Latencies(1))));
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (exception.StatusCode, RpcErrorDetails.ReasonOf(exception)));
        Assert.Equal(250_000_000, RpcErrorDetails.Find<RetryInfo>(exception)?.RetryDelay.Nanos);
        Assert.DoesNotContain("disk full", exception.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(1ul, (await client.WriteSamplesAsync(Request(Batches.Latencies(1)))).Ack.DurableSequence);
    }

    [Fact]
    public async Task Calls_are_turned_away_while_the_store_has_enough_to_do()
    {
        FakeSampleLog log = new();
        await using IngestionServer server = await IngestionServer.StartAsync(
            log, new Dictionary<string, string?> { ["Ingestion:MaxStreamInFlightBytes"] = "65536", ["Ingestion:MaxInFlightBytes"] = "65536" });
        log.Stall();
        Client client = server.ClientOf();
        using AsyncUnaryCall<WriteSamplesResponse> first = client.WriteSamplesAsync(Request(Batches.Latencies(1, 10_000)));
        await Bound.UntilAsync(() => log.Pending == 1, "the append");
        RpcException exception = await Assert.ThrowsAsync<RpcException>(async () => await client.WriteSamplesAsync(Request(Batches.Latencies(2))));
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (exception.StatusCode, RpcErrorDetails.ReasonOf(exception)));
        Assert.NotNull(RpcErrorDetails.Find<RetryInfo>(exception));
        log.Resume();
        Assert.Equal(1ul, (await first.ResponseAsync.WithinBound()).Ack.DurableSequence);
        Assert.Equal(2ul, (await client.WriteSamplesAsync(Request(Batches.Latencies(2)))).Ack.DurableSequence);
    }

    private static WriteSamplesRequest Request(SampleBatch batch) => new() { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(), Batch = batch };
}
