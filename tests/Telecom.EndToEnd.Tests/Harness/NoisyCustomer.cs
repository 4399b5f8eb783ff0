using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>
/// A customer that does all it can, over several connections at once and without a pause: single requests, streams of samples that are
/// refused and come back, open streams that are never closed, and guesses at keys.
/// </summary>
internal sealed class NoisyCustomer : IDisposable
{
    private const int Connections = 3;
    private const int AtOnce = 8;
    private readonly Tenant _tenant;
    private readonly GatewayChannel[] _agents;
    private readonly GatewayChannel[] _viewers;
    private readonly GatewayChannel _nobody;
    private readonly Stopwatch _watch = new();
    private string? _wrong;
    private long _requests;
    private long _requestsRefused;
    private long _samples;
    private long _samplesRefused;
    private long _guesses;
    private long _guessesUnheard;
    private long _streamsRefused;

    public NoisyCustomer(Rig rig, Tenant tenant)
    {
        _tenant = tenant;
        _agents = [.. Enumerable.Range(0, Connections).Select(_ => new GatewayChannel(rig.GatewayAddress, tenant.AgentSecret))];
        _viewers = [.. Enumerable.Range(0, Connections).Select(_ => new GatewayChannel(rig.GatewayAddress, tenant.ViewerSecret))];
        _nobody = new GatewayChannel(rig.GatewayAddress, null);
    }

    /// <summary>An answer that a noisy customer must not get; null when there was none.</summary>
    public string? Wrong => Volatile.Read(ref _wrong);

    /// <summary>Requests that were let in, streams included.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public long RequestsRefused => Interlocked.Read(ref _requestsRefused);

    /// <summary>Samples that were acknowledged.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    public long SampleRefusals => Interlocked.Read(ref _samplesRefused);

    public long StreamsRefused => Interlocked.Read(ref _streamsRefused);

    public long Guesses => Interlocked.Read(ref _guesses);

    public long GuessesUnheard => Interlocked.Read(ref _guessesUnheard);

    /// <summary>Time from before the first request to now, seconds.</summary>
    public double Seconds => _watch.Elapsed.TotalSeconds;

    /// <summary>Samples of one batch.</summary>
    public static int BatchSamples => 2_000;

    /// <summary>Streams of samples that are sent at once.</summary>
    public static int SampleStreams => Connections;

    /// <summary>Keys that are guessed at once.</summary>
    public static int GuessesAtOnce => AtOnce;

    /// <summary>Makes noise until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        _watch.Start();
        IEnumerable<Func<Task>> noise =
        [
            .. Enumerable.Range(0, Connections * AtOnce).Select(i => (Func<Task>)(() => AskAsync(_viewers[i % Connections]))),
            .. Enumerable.Range(0, Connections * AtOnce).Select(i => (Func<Task>)(() => HoldAsync(_agents[i % Connections], (uint)(SampleStreams + (i % 8)), stop))),
            .. Enumerable.Range(0, AtOnce).Select(_ => (Func<Task>)GuessAsync),
            .. Enumerable.Range(0, SampleStreams).Select(i => (Func<Task>)(() => SendAsync(_agents[i], (uint)i, stop))),
        ];
        await Task.WhenAll(noise.Select(make => Task.Run(() => RepeatAsync(make, stop), CancellationToken.None)));
    }

    public void Dispose()
    {
        Array.ForEach(_agents, channel => channel.Dispose());
        Array.ForEach(_viewers, channel => channel.Dispose());
        _nobody.Dispose();
    }

    private async Task RepeatAsync(Func<Task> make, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await make();
            }
            catch (Exception exception) when (stop.IsCancellationRequested && exception is RpcException or OperationCanceledException or InvalidOperationException)
            {
                return;
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.ResourceExhausted or StatusCode.Unavailable && !RpcErrorDetails.TryRead(exception, out _))
            {
                // No answer of the gateway's: its server has had enough of this connection (ENHANCE_YOUR_CALM, RFC 9113, 7) and closed it, which a
                // flood that gives streams up as fast as it opens them earns too.
                _ = Interlocked.Increment(ref _requestsRefused);
            }
            catch (RpcException exception)
            {
                _ = Interlocked.CompareExchange(ref _wrong, $"{exception.Status} {RpcErrorDetails.ReasonOf(exception)}", null);
                return;
            }
        }
    }

    /// <summary>One small request.</summary>
    private async Task AskAsync(GatewayChannel viewer)
    {
        try
        {
            _ = await new Telecom.Catalog.V1.CatalogService.CatalogServiceClient(viewer.Invoker).ListCircuitsAsync(new() { Parent = _tenant.Name });
            _ = Interlocked.Increment(ref _requests);
        }
        catch (RpcException refused) when (IsQuota(refused, _tenant.Name, "a viewer"))
        {
            _ = Interlocked.Increment(ref _requestsRefused);
        }
    }

    /// <summary>A stream that says Hello and then nothing for a while.</summary>
    private async Task HoldAsync(GatewayChannel agent, uint lane, CancellationToken stop)
    {
        try
        {
            using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call = await OpenAsync(agent, SpoolingClient.NewEpoch(), lane, stop);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stop);
        }
        catch (RpcException refused) when (IsQuota(refused, _tenant.Name, _tenant.AgentName) || IsSuperseded(refused))
        {
            _ = Interlocked.Increment(ref _streamsRefused);
        }
    }

    /// <summary>Sends large batches until the stream is ended for it.</summary>
    private async Task SendAsync(GatewayChannel agent, uint lane, CancellationToken stop)
    {
        try
        {
            using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call = await OpenAsync(agent, SpoolingClient.NewEpoch(), lane, stop);
            Task<bool> reading = ReadAsync(call.ResponseStream, stop);
            for (ulong sequence = 1; !reading.IsCompleted; sequence++)
            {
                try
                {
                    await call.RequestStream.WriteAsync(new StreamSamplesRequest { Batch = Batch(sequence) }, stop);
                }
                catch (Exception exception) when (exception is RpcException or InvalidOperationException or IOException && !stop.IsCancellationRequested)
                {
                    // The answer says why.
                    break;
                }
            }

            _ = await reading;
        }
        catch (RpcException refused) when (IsQuota(refused, _tenant.Name, _tenant.AgentName))
        {
            _ = Interlocked.Increment(ref _samplesRefused);
        }
    }

    private async Task<bool> ReadAsync(IAsyncStreamReader<StreamSamplesResponse> responses, CancellationToken stop)
    {
        ulong durable = 0;
        while (await responses.MoveNext(stop))
        {
            if (responses.Current.Ack is { } ack && ack.DurableSequence > durable)
            {
                _ = Interlocked.Add(ref _samples, (long)(ack.DurableSequence - durable) * BatchSamples);
                durable = ack.DurableSequence;
            }
        }

        return true;
    }

    private async Task GuessAsync()
    {
        string secret = $"tsk_guess{Random.Shared.Next(1_000_000, 9_999_999)}_{Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";
        try
        {
            var headers = new Metadata { { "authorization", $"Bearer {secret}" } };
            _ = await new Telecom.Catalog.V1.CatalogService.CatalogServiceClient(_nobody.Invoker).ListCircuitsAsync(new() { Parent = _tenant.Name }, headers);
            _wrong = "a guess was let in";
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.Unauthenticated)
        {
            _ = Interlocked.Increment(ref _guesses);
        }
        catch (RpcException refused) when (IsQuota(refused, "clientip:127.0.0.1"))
        {
            _ = Interlocked.Increment(ref _guessesUnheard);
        }
    }

    private async Task<AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse>> OpenAsync(GatewayChannel agent, ByteString epoch, uint lane, CancellationToken stop)
    {
        AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call =
            new IngestionService.IngestionServiceClient(agent.Invoker).StreamSamples(cancellationToken: stop);
        try
        {
            long nowUs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
            Hello hello = new() { Agent = _tenant.AgentName, SpoolEpoch = epoch, Lane = lane, AgentTimeUs = nowUs, Software = "noise" };
            try
            {
                await call.RequestStream.WriteAsync(new StreamSamplesRequest { Hello = hello }, stop);
            }
            catch (Exception exception) when (exception is RpcException or InvalidOperationException or IOException && !stop.IsCancellationRequested)
            {
                // The answer says why.
            }

            Assert.True(await call.ResponseStream.MoveNext(stop) && call.ResponseStream.Current.Welcome is not null);
            _ = Interlocked.Increment(ref _requests);
            return call;
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    private SampleBatch Batch(ulong sequence)
    {
        SampleBatch batch = new() { Sequence = sequence, BaseTimeUs = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds() * 1_000, Latency = new LatencyTable() };
        if (sequence == 1)
        {
            batch.Circuits.Add(new CircuitHandle { Handle = 1, Circuit = _tenant.Circuit("line") });
        }

        for (int row = 0; row < BatchSamples; row++)
        {
            batch.Latency.Circuit.Add(1);
            batch.Latency.TimeDeltaUs.Add(1);
            batch.Latency.LatencyUs.Add(1_000);
        }

        return batch;
    }

    private static bool IsQuota(RpcException refused, params string[] subjects) =>
        refused.StatusCode == StatusCode.ResourceExhausted
        && RpcErrorDetails.Find<Google.Rpc.RetryInfo>(refused) is not null
        && RpcErrorDetails.Find<Google.Rpc.QuotaFailure>(refused) is { Violations: [var violation] }
        && subjects.Contains(violation.Subject);

    private static bool IsSuperseded(RpcException refused) => refused.StatusCode == StatusCode.Aborted;
}
