using Google.Protobuf;
using Grpc.Core;
using Telecom.Ingestion.V1;
using Client = Telecom.Ingestion.V1.IngestionService.IngestionServiceClient;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>An agent's side of a stream over the network.</summary>
internal sealed class AgentStream : IDisposable
{
    private readonly AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> _call;

    public AgentStream(Client client) => _call = client.StreamSamples();

    public Welcome Welcome { get; private set; } = new();

    public List<Refusal> Refusals { get; } = [];

    public ulong Acknowledged { get; private set; }

    public static async Task<AgentStream> OpenAsync(Client client, uint lane = 0, string agent = Names.Agent, ByteString? epoch = null)
    {
        AgentStream stream = new(client);
        await stream.SendAsync(new StreamSamplesRequest
        {
            Hello = new Hello { Agent = agent, SpoolEpoch = epoch ?? Names.EpochBytes(), Lane = lane, Software = "test 1.0" },
        });
        StreamSamplesResponse first = await stream.NextAsync();
        stream.Welcome = first.Welcome ?? throw new InvalidOperationException($"Not a Welcome: {first}");
        return stream;
    }

    public Task SendAsync(StreamSamplesRequest request) => _call.RequestStream.WriteAsync(request).WithinBound();

    public Task SendAsync(SampleBatch batch) => SendAsync(new StreamSamplesRequest { Batch = batch });

    /// <summary>A write without a bound, which stands still while the server does not read.</summary>
    public Task WriteAsync(SampleBatch batch, CancellationToken cancellationToken) =>
        _call.RequestStream.WriteAsync(new StreamSamplesRequest { Batch = batch }, cancellationToken);

    public Task FinishAsync(ulong last) => SendAsync(new StreamSamplesRequest { Finish = new Finish { LastSequence = last } });

    public Task CloseSendingAsync() => _call.RequestStream.CompleteAsync().WithinBound();

    public async Task<StreamSamplesResponse> NextAsync()
    {
        Assert.True(await _call.ResponseStream.MoveNext(CancellationToken.None).WithinBound(), "the stream ended");
        return Note(_call.ResponseStream.Current);
    }

    /// <summary>The next response; null at the end of a stream that ends well.</summary>
    public async Task<StreamSamplesResponse?> NextOrEndAsync() =>
        await _call.ResponseStream.MoveNext(CancellationToken.None).WithinBound() ? Note(_call.ResponseStream.Current) : null;

    public async Task AckedAsync(ulong sequence)
    {
        while (Acknowledged < sequence)
        {
            await NextAsync();
        }
    }

    /// <summary>Finishes the lane and reads to the end.</summary>
    public async Task FinishedAsync(ulong last)
    {
        await FinishAsync(last);
        StreamSamplesResponse response;
        do
        {
            response = await NextAsync();
        }
        while (response.Finished is null);
        Assert.Equal(last, response.Finished.DurableSequence);
        Assert.Null(await NextOrEndAsync());
    }

    /// <summary>Reads to the error that ends the stream.</summary>
    public async Task<RpcException> FailureAsync() => await Assert.ThrowsAsync<RpcException>(async () =>
    {
        while (true)
        {
            await NextAsync();
        }
    });

    public void Dispose() => _call.Dispose();

    private StreamSamplesResponse Note(StreamSamplesResponse response)
    {
        if (response.Ack is { } ack)
        {
            Acknowledged = Math.Max(Acknowledged, ack.DurableSequence);
            Refusals.AddRange(ack.Refusals);
        }

        return response;
    }
}
