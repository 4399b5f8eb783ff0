using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;

namespace Telecom.Ingestion.Tests.Host;

/// <summary>A slow store over the network: the agent's own writes stand still.</summary>
public sealed class StalledStoreTests
{
    private const int Samples = 5000;
    private const int BatchBytes = 34_000;
    private const int Total = 400;

    [Fact]
    public async Task A_stalled_store_stops_the_agents_writes_and_everything_goes_on_when_it_resumes()
    {
        FakeSampleLog log = new();
        await using IngestionServer server = await IngestionServer.StartAsync(
            log, new Dictionary<string, string?> { ["Ingestion:MaxUnacknowledgedBatches"] = "4", ["Listen:StreamWindowBytes"] = "131072" });
        Func<string, V1.IngestionService.IngestionServiceClient> clients = server.SharedConnection();
        using AgentStream stream = await AgentStream.OpenAsync(clients(Names.Agent));
        log.Stall();
        int written = 0;
        int most = 0;
        using CancellationTokenSource limit = new(Bound.Limit);
        Task writing = Task.Run(async () =>
        {
            for (int i = 1; i <= Total; i++)
            {
                await stream.WriteAsync(Batches.Latencies((ulong)i, Samples), limit.Token);
                Volatile.Write(ref written, i);
                most = Math.Max(most, i - (int)stream.Acknowledged);
            }
        });

        // The log holds four batches and the window of the stream is full: nothing more can leave the agent.
        await Bound.UntilAsync(() => log.Pending == 4, "four appends");
        await Bound.UntilAsync(() => Volatile.Read(ref written) >= 4 + (131_072 / BatchBytes), "a full window");
        for (int i = 0; i < 50; i++)
        {
            // The connection itself is free, and the server has every chance to read what it should not.
            await clients(Names.Agent).ListProducersAsync(new ListProducersRequest { Parent = Names.Agent });
        }

        Assert.False(writing.IsCompleted);
        Assert.Equal(4, log.Pending);
        log.Resume();
        await stream.AckedAsync(Total);
        await writing.WithinBound();
        await stream.FinishedAsync(Total);
        Assert.Equal(4, log.MaxPending);
        Assert.InRange(most, 4, Total / 2);
        Assert.Equal(0, server.Service<InFlightGate>().Bytes);
        Assert.Equal(Enumerable.Range(1, Total), log.Stored(Names.Lane()).Select(e => (int)e.Sequence));
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_stream_as_unavailable_and_takes_the_batches_afterwards()
    {
        FakeSampleLog log = new();
        await using IngestionServer server = await IngestionServer.StartAsync(log);
        using AgentStream first = await AgentStream.OpenAsync(server.ClientOf());
        await first.SendAsync(Batches.Latencies(1));
        await first.AckedAsync(1);
        log.Fail(1);
        await first.SendAsync(Batches.Latencies(2));
        Assert.NotNull((await first.NextAsync()).Drain);
        RpcException exception = await first.FailureAsync();
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (exception.StatusCode, RpcErrorDetails.ReasonOf(exception)));
        Assert.NotNull(RpcErrorDetails.Find<Google.Rpc.RetryInfo>(exception));
        Assert.Equal(1ul, first.Acknowledged);

        using AgentStream second = await AgentStream.OpenAsync(server.ClientOf());
        Assert.Equal(1ul, second.Welcome.DurableSequence);
        await second.SendAsync(Batches.Latencies(2));
        await second.FinishedAsync(2);
    }
}
