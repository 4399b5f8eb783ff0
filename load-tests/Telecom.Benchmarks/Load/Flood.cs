using Google.Protobuf;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.V1;

namespace Telecom.Benchmarks.Load;

/// <summary>
/// A customer's agent that asks for far more than its quotas: single requests, streams of samples that are ended and come back, and keys
/// that are guessed. Each sender waits a moment after each answer, so that the flood is the servers' burden more than the generator's.
/// </summary>
/// <param name="address">Address of the gateway.</param>
/// <param name="customer">Id of the customer.</param>
/// <param name="secret">Its agent's key.</param>
internal sealed class Flood(string address, string customer, string secret) : IDisposable
{
    private const int Connections = 4;
    private const int BatchSamples = 2_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly GatewayChannel[] _channels = [.. Enumerable.Range(0, Connections).Select(_ => new GatewayChannel(address, secret))];
    private readonly GatewayChannel _nobody = new(address, null);
    private long _answered;
    private long _refused;
    private long _others;

    /// <summary>Requests, streams and batches that were let in.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Requests and streams that were refused with a quota, and keys that were not good.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Any other answer.</summary>
    public long Others => Interlocked.Read(ref _others);

    /// <summary>Floods until it is stopped.</summary>
    /// <param name="stop">Stops it.</param>
    public Task RunAsync(CancellationToken stop)
    {
        IEnumerable<Func<Task>> senders =
        [
            .. Enumerable.Range(0, 2 * Connections).Select(i => (Func<Task>)(() => AskAsync(_channels[i % Connections], secret: null, stop))),
            .. Enumerable.Range(0, Connections).Select(i => (Func<Task>)(() => StreamAsync(_channels[i], (uint)i, stop))),
            .. Enumerable.Range(0, Connections).Select(i => (Func<Task>)(() => AskAsync(_nobody, Guess(), stop))),
        ];
        return Task.WhenAll(senders.Select(send => Task.Run(() => RepeatAsync(send, stop), CancellationToken.None)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GatewayChannel channel in _channels)
        {
            channel.Dispose();
        }

        _nobody.Dispose();
    }

    private static string Guess()
    {
        byte[] random = new byte[32];
        Random.Shared.NextBytes(random);
        return $"tsk_guess{Random.Shared.Next(1_000_000, 9_999_999)}_{System.Buffers.Text.Base64Url.EncodeToString(random)}";
    }

    private async Task RepeatAsync(Func<Task> send, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await send();
                await Task.Delay(Pause, TimeProvider.System, stop);
            }
            catch (RpcException refused) when (refused.StatusCode is StatusCode.ResourceExhausted or StatusCode.Unauthenticated)
            {
                _ = Interlocked.Increment(ref _refused);
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
            catch (Exception failure) when (failure is RpcException or InvalidOperationException or OperationCanceledException)
            {
                _ = stop.IsCancellationRequested ? 0 : Interlocked.Increment(ref _others);
            }
        }
    }

    private async Task AskAsync(GatewayChannel channel, string? secret, CancellationToken stop)
    {
        Metadata headers = secret is null ? [] : new Metadata { { "authorization", $"Bearer {secret}" } };
        _ = await new IngestionService.IngestionServiceClient(channel.Invoker).ListProducersAsync(
            new ListProducersRequest { Parent = $"customers/{customer}/agents/a0", PageSize = 1 }, headers, cancellationToken: stop);
        _ = Interlocked.Increment(ref _answered);
    }

    private async Task StreamAsync(GatewayChannel channel, uint lane, CancellationToken stop)
    {
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call =
            new IngestionService.IngestionServiceClient(channel.Invoker).StreamSamples(cancellationToken: stop);
        Task reading = ReadAsync(call.ResponseStream, stop);
        try
        {
            byte[] epoch = new byte[16];
            Random.Shared.NextBytes(epoch);
            await call.RequestStream.WriteAsync(
                new StreamSamplesRequest { Hello = new Hello { Agent = $"customers/{customer}/agents/a0", SpoolEpoch = ByteString.CopyFrom(epoch), Lane = lane, Software = "flood" } }, stop);
            for (ulong sequence = 1; !reading.IsCompleted; sequence++)
            {
                await call.RequestStream.WriteAsync(new StreamSamplesRequest { Batch = Batch(sequence) }, stop);
            }
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException)
        {
            // Reading tells why.
        }

        await reading;
    }

    private async Task ReadAsync(IAsyncStreamReader<StreamSamplesResponse> responses, CancellationToken stop)
    {
        while (await responses.MoveNext(stop))
        {
            _ = responses.Current.Ack is null ? 0 : Interlocked.Increment(ref _answered);
        }
    }

    private SampleBatch Batch(ulong sequence)
    {
        var batch = new SampleBatch { Sequence = sequence, BaseTimeUs = TimeProvider.System.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds() * 1_000, Latency = new LatencyTable() };
        if (sequence == 1)
        {
            batch.Circuits.Add(new CircuitHandle { Handle = 1, Circuit = $"customers/{customer}/circuits/c0" });
        }

        batch.Latency.Circuit.AddRange(Enumerable.Repeat(1u, BatchSamples));
        batch.Latency.TimeDeltaUs.AddRange(Enumerable.Repeat(1L, BatchSamples));
        batch.Latency.LatencyUs.AddRange(Enumerable.Repeat(1_000f, BatchSamples));
        return batch;
    }
}
