using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>
/// One lane of an agent in the test's own process: numbered batches, a window, and after every lost stream a new one that goes on after
/// what its Welcome states. It notes whatever an agent must never see.
/// </summary>
internal sealed class SpoolingClient(
    IReadOnlyList<string> gateways, string secret, string agent, uint lane, ByteString epoch, Func<uint, ulong, SampleBatch> make, TimeSpan pace)
{
    private const ulong Window = 16;
    private const int MaxAttempts = 1_200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _acknowledgedHere;
    private ulong _next;
    private ulong _last = ulong.MaxValue;
    private ulong _sent;

    /// <summary>Every acknowledged batch has a number up to this one.</summary>
    public ulong Acknowledged { get; private set; }

    /// <summary>Last number that was ever sent.</summary>
    public ulong Sent => Volatile.Read(ref _sent);

    public int Connections { get; private set; }

    public int Drains { get; private set; }

    public Durability Durability { get; private set; }

    /// <summary>Samples that were refused; a good batch is never.</summary>
    public int Refused { get; private set; }

    /// <summary>What an agent must never see.</summary>
    public string? Violation { get; private set; }

    /// <summary>Sends no more new batches than those that were begun, or up to a number.</summary>
    public void Complete(ulong? last = null)
    {
        lock (_lock)
        {
            _last = last ?? Math.Max(1, _sent);
        }

        Wake();
    }

    public static ByteString NewEpoch() => ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16));

    /// <summary>Runs until everything up to the last batch is acknowledged and the server said Finished.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        GatewayChannel[] channels = [.. gateways.Select(g => new GatewayChannel(g, secret))];
        int failures = 0;
        try
        {
            while (true)
            {
                ulong before = Acknowledged;
                try
                {
                    if (await ConnectionAsync(channels[Connections++ % channels.Length], cancellationToken))
                    {
                        return;
                    }
                }
                catch (Exception e) when (e is RpcException or IOException && !cancellationToken.IsCancellationRequested)
                {
                    // A write into a connection that the server just closed fails with the connection's own words.
                    failures = Acknowledged > before ? 0 : failures + 1;
                    Assert.True(failures < MaxAttempts, $"lane {lane} finds no way in: {e.Message}");
                }

                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
        finally
        {
            Array.ForEach(channels, static c => c.Dispose());
        }
    }

    private async Task<bool> ConnectionAsync(GatewayChannel channel, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call =
            new IngestionService.IngestionServiceClient(channel.Invoker).StreamSamples(cancellationToken: stop.Token);
        long nowUs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        Hello hello = new() { Agent = agent, SpoolEpoch = epoch, Lane = lane, AgentTimeUs = nowUs, Software = "harness" };
        await call.RequestStream.WriteAsync(new StreamSamplesRequest { Hello = hello }, stop.Token);
        if (!await call.ResponseStream.MoveNext(stop.Token) || call.ResponseStream.Current.Welcome is not { } welcome)
        {
            return false;
        }

        Welcomed(welcome);
        Task<bool> reading = ReadAsync(call.ResponseStream, stop.Token);
        try
        {
            await WriteAsync(call.RequestStream, reading, stop.Token);
            return await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Welcomed(Welcome welcome)
    {
        lock (_lock)
        {
            Durability = welcome.Durability;
            if (welcome.DurableSequence < Acknowledged)
            {
                Violation ??= $"welcomed after {welcome.DurableSequence}, and {Acknowledged} was acknowledged";
            }

            if (welcome.DurableSequence > _sent)
            {
                Violation ??= $"welcomed after {welcome.DurableSequence}, and only {_sent} was sent";
            }

            Acknowledged = Math.Max(Acknowledged, welcome.DurableSequence);
            _acknowledgedHere = welcome.DurableSequence;
            _next = welcome.DurableSequence + 1;
        }
    }

    private async Task WriteAsync(IClientStreamWriter<StreamSamplesRequest> writer, Task reading, CancellationToken cancellationToken)
    {
        bool declared = false;
        while (!reading.IsCompleted)
        {
            Task moved;
            ulong sequence = 0;
            lock (_lock)
            {
                moved = _moved.Task;
                if (_next > _last && _acknowledgedHere >= _last)
                {
                    break;
                }

                if (_next <= _last && _next <= _acknowledgedHere + Window)
                {
                    sequence = _next++;
                    _sent = Math.Max(_sent, sequence);
                }
            }

            if (sequence == 0)
            {
                await Task.WhenAny(moved, reading).WaitAsync(cancellationToken);
                continue;
            }

            SampleBatch batch = make(lane, sequence);
            if (declared)
            {
                batch.Circuits.Clear();
            }

            declared = true;
            await writer.WriteAsync(new StreamSamplesRequest { Batch = batch }, cancellationToken);
            if (pace > TimeSpan.Zero)
            {
                await Task.Delay(pace, TimeProvider.System, cancellationToken);
            }
        }

        if (!reading.IsCompleted)
        {
            await writer.WriteAsync(new StreamSamplesRequest { Finish = new Finish { LastSequence = _last } }, cancellationToken);
        }
    }

    /// <summary>Reads until the stream ends.</summary>
    /// <returns>True when the server said that everything is durable.</returns>
    private async Task<bool> ReadAsync(IAsyncStreamReader<StreamSamplesResponse> responses, CancellationToken cancellationToken)
    {
        bool finished = false;
        while (await responses.MoveNext(cancellationToken))
        {
            StreamSamplesResponse response = responses.Current;
            lock (_lock)
            {
                switch (response.MessageCase)
                {
                    case StreamSamplesResponse.MessageOneofCase.Ack:
                        Refused += response.Ack.Refusals.Sum(r => r.Rows.Count);
                        _acknowledgedHere = Math.Max(_acknowledgedHere, response.Ack.DurableSequence);
                        Acknowledged = Math.Max(Acknowledged, response.Ack.DurableSequence);
                        break;
                    case StreamSamplesResponse.MessageOneofCase.Rewind:
                        _next = response.Rewind.DurableSequence + 1;
                        _acknowledgedHere = Math.Min(_acknowledgedHere, response.Rewind.DurableSequence);
                        break;
                    case StreamSamplesResponse.MessageOneofCase.Drain:
                        Drains++;
                        break;
                    case StreamSamplesResponse.MessageOneofCase.Finished:
                        finished = response.Finished.DurableSequence >= _last;
                        break;
                    default:
                        break;
                }
            }

            Wake();
            if (response.Drain is not null)
            {
                // Told to move: what is not acknowledged is sent again on the next stream.
                return false;
            }
        }

        return finished;
    }

    private void Wake()
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            (moved, _moved) = (_moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        moved.SetResult();
    }
}
