using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Telecom.Ingestion.V1;

namespace Telecom.Benchmarks.Sink;

/// <summary>
/// Receives the messages of StreamSamples, parses them with the generated parser, counts their values and forgets them. It acknowledges
/// every 32nd batch, half of the window that it names, so that answering costs next to nothing.
/// </summary>
internal sealed class SinkService : IngestionService.IngestionServiceBase
{
    private const uint Window = 64;
    private const ulong BatchesPerAck = Window / 2;
    private readonly ConcurrentDictionary<(string Agent, ByteString Epoch, uint Lane), Producer> _producers = new();

    /// <inheritdoc/>
    public override async Task StreamSamples(
        IAsyncStreamReader<StreamSamplesRequest> requestStream, IServerStreamWriter<StreamSamplesResponse> responseStream, ServerCallContext context)
    {
        CancellationToken gone = context.CancellationToken;
        await requestStream.MoveNext(gone);
        Hello hello = requestStream.Current.Hello ?? throw new RpcException(new Status(StatusCode.InvalidArgument, "the first message must be Hello"));
        var limits = new StreamLimits { MaxUnacknowledgedBatches = Window };
        await responseStream.WriteAsync(new StreamSamplesResponse { Welcome = new Welcome { Limits = limits } }, gone);
        ulong values = 0;
        ulong sequence = 0;
        while (await requestStream.MoveNext(gone))
        {
            StreamSamplesRequest message = requestStream.Current;
            if (message.Batch is { } batch)
            {
                sequence = batch.Sequence;
                values += (ulong)(batch.Latency.LatencyUs.Count + batch.Throughput.ThroughputBps.Count + batch.Loss.Sent.Count);
                if (sequence % BatchesPerAck == 0)
                {
                    await responseStream.WriteAsync(new StreamSamplesResponse { Ack = new Ack { DurableSequence = sequence } }, gone);
                }
            }
            else if (message.Finish is not null)
            {
                break;
            }
        }

        _producers[(hello.Agent, hello.SpoolEpoch, hello.Lane)] = new Producer
        {
            Agent = hello.Agent,
            SpoolEpoch = hello.SpoolEpoch,
            Lane = hello.Lane,
            DurableSequence = sequence,
            StoredSamples = values,
        };
        await responseStream.WriteAsync(new StreamSamplesResponse { Finished = new Finished { DurableSequence = sequence } }, gone);
    }

    /// <inheritdoc/>
    public override Task<ListProducersResponse> ListProducers(ListProducersRequest request, ServerCallContext context) =>
        Task.FromResult(new ListProducersResponse { Producers = { _producers.Values.Where(p => p.Agent == request.Parent) } });
}
