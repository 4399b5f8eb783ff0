using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Telecom.Ingestion.V1;

namespace Telecom.Benchmarks.Load;

/// <summary>One stream of the load, which is one lane: sends batches, never more ahead of the acknowledgements than the server allows.</summary>
/// <param name="templates">Its batches.</param>
/// <param name="number">Number of the lane in the load, from 0.</param>
/// <param name="population">Circuits of the whole load.</param>
/// <param name="startUs">Instant of its first samples, microseconds since the Unix epoch.</param>
internal sealed class LaneLoad(BatchTemplates templates, int number, int population, long startUs) : IDisposable
{
    private readonly List<long> _dueAt = [];
    private AsyncDuplexStreamingCall<Outgoing, StreamSamplesResponse>? _call;
    private SemaphoreSlim _window = new(0);
    private Task _reading = Task.CompletedTask;
    private ulong _durable;
    private ulong _finished;

    /// <summary>Batches sent.</summary>
    public ulong Sent { get; private set; }

    /// <summary>Last acknowledged sequence number.</summary>
    public ulong Acknowledged => Volatile.Read(ref _durable);

    /// <summary>What the server's acknowledgements promise, as Welcome says.</summary>
    public Durability Durability { get; private set; }

    /// <summary>Refused samples.</summary>
    public long Refused { get; private set; }

    /// <summary>From the instant at which a batch was due to its acknowledgement, microseconds, one per batch of the open model.</summary>
    public List<long> LatencyUs { get; } = [];

    /// <summary>How late the generator was with each of those batches, microseconds.</summary>
    public List<long> LagUs { get; } = [];

    /// <summary>Opens the stream: Hello, Welcome.</summary>
    public async Task OpenAsync(CallInvoker invoker, string token, string agent, ByteString epoch, uint lane, CancellationToken cancellationToken)
    {
        var options = new CallOptions(new Metadata { { "authorization", "Bearer " + token } }, cancellationToken: cancellationToken);
        _call = invoker.AsyncDuplexStreamingCall(Outgoing.Stream, null, options);
        long nowUs = (TimeProvider.System.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        var hello = new Hello { Agent = agent, SpoolEpoch = epoch, Lane = lane, AgentTimeUs = nowUs, Software = "benchmark" };
        await _call.RequestStream.WriteAsync(Outgoing.Of(new StreamSamplesRequest { Hello = hello }), cancellationToken);
        if (!await _call.ResponseStream.MoveNext(cancellationToken) || _call.ResponseStream.Current.Welcome is not { } welcome)
        {
            throw new InvalidOperationException("the stream began without Welcome");
        }

        Durability = welcome.Durability;
        _window = new SemaphoreSlim((int)welcome.Limits.MaxUnacknowledgedBatches);
        _reading = ReadAsync(_call.ResponseStream, cancellationToken);
    }

    /// <summary>Sends the batches that declare every handle, and waits until they are acknowledged: what a stream does once.</summary>
    public async Task DeclareAsync(CancellationToken cancellationToken)
    {
        // A multiple of 32, since the bare sink acknowledges every 32nd only.
        int batches = (templates.Shape.Groups + 31) / 32 * 32;
        for (int i = 0; i < batches; i++)
        {
            await SendAsync(i < templates.Shape.Groups ? Declarations(i) : [], cancellationToken);
        }

        while (Acknowledged < Sent && !_reading.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Sends as fast as the server acknowledges, until an instant.</summary>
    /// <param name="until">Timestamp of the stopwatch.</param>
    /// <param name="most">Most batches.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SendUntilAsync(long until, long most, CancellationToken cancellationToken)
    {
        for (long i = 0; i < most && Stopwatch.GetTimestamp() < until && !_reading.IsCompleted; i++)
        {
            await SendAsync([], cancellationToken);
        }
    }

    /// <summary>
    /// Sends on a schedule that does not wait for the server (open model): latency runs from the instant at which a batch was due, so that
    /// a server that stalls pays for every batch that it delayed.
    /// </summary>
    /// <param name="first">When the first batch is due, timestamp of the stopwatch.</param>
    /// <param name="interval">Between two batches, ticks of the stopwatch.</param>
    /// <param name="batches">How many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SendOnScheduleAsync(long first, double interval, int batches, CancellationToken cancellationToken)
    {
        lock (_dueAt)
        {
            // What came before has no due instant.
            _dueAt.AddRange(Enumerable.Repeat(0L, (int)Sent));
        }

        for (int i = 0; i < batches && !_reading.IsCompleted; i++)
        {
            long due = first + (long)(interval * i);
            for (long wait = due - Stopwatch.GetTimestamp(); wait > 0; wait = due - Stopwatch.GetTimestamp())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, wait * 1000 / Stopwatch.Frequency)), TimeProvider.System, cancellationToken);
            }

            lock (_dueAt)
            {
                _dueAt.Add(due);
            }

            LagUs.Add(MicrosecondsSince(due));
            await SendAsync([], cancellationToken);
        }
    }

    /// <summary>Ends the stream and waits for the last acknowledgement.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (!_reading.IsCompleted)
        {
            await _call!.RequestStream.WriteAsync(Outgoing.Of(new StreamSamplesRequest { Finish = new Finish { LastSequence = Sent } }), cancellationToken);
            await _call.RequestStream.CompleteAsync();
        }

        await _reading;
        if (_finished != Sent)
        {
            throw new InvalidOperationException($"lane {number}: {Sent} batches were sent, but the stream ended after {_finished}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _call?.Dispose();
        _window.Dispose();
    }

    private async Task SendAsync(byte[] declarations, CancellationToken cancellationToken)
    {
        await _window.WaitAsync(cancellationToken);
        long index = (long)Sent;
        Sent++;
        Outgoing batch = Outgoing.Batch(Sent, startUs + templates.OffsetUs(index), declarations, templates.Tables(index));
        await _call!.RequestStream.WriteAsync(batch, cancellationToken);
    }

    private byte[] Declarations(int group)
    {
        LoadShape shape = templates.Shape;
        var batch = new SampleBatch();
        for (int i = group * shape.CircuitsPerBatch; i < (group + 1) * shape.CircuitsPerBatch; i++)
        {
            int circuit = (int)((((long)number * shape.CircuitsPerLane) + i) % population);
            batch.Circuits.Add(new CircuitHandle { Handle = (uint)i + 1, Circuit = Population.Circuit(circuit) });
        }

        return batch.ToByteArray();
    }

    private async Task ReadAsync(IAsyncStreamReader<StreamSamplesResponse> responses, CancellationToken cancellationToken)
    {
        try
        {
            while (await responses.MoveNext(cancellationToken))
            {
                StreamSamplesResponse message = responses.Current;
                switch (message.MessageCase)
                {
                    case StreamSamplesResponse.MessageOneofCase.Ack:
                        Refused += message.Ack.Refusals.Sum(r => r.Rows.Count);
                        Acknowledge(message.Ack.DurableSequence);
                        break;
                    case StreamSamplesResponse.MessageOneofCase.Finished:
                        Acknowledge(message.Finished.DurableSequence);
                        _finished = message.Finished.DurableSequence;
                        break;
                    case StreamSamplesResponse.MessageOneofCase.Rewind:
                    case StreamSamplesResponse.MessageOneofCase.Drain:
                        throw new InvalidOperationException($"lane {number}: the server sent {message}");
                    default:
                        break;
                }
            }
        }
        finally
        {
            // A sender that waits for the window must see that nobody opens it any more.
            _window.Release(1024);
        }
    }

    private void Acknowledge(ulong durable)
    {
        ulong before = _durable;
        if (durable <= before)
        {
            return;
        }

        lock (_dueAt)
        {
            for (ulong i = before; i < durable && i < (ulong)_dueAt.Count; i++)
            {
                if (_dueAt[(int)i] > 0)
                {
                    LatencyUs.Add(MicrosecondsSince(_dueAt[(int)i]));
                }
            }
        }

        Volatile.Write(ref _durable, durable);
        _window.Release((int)(durable - before));
    }

    private static long MicrosecondsSince(long timestamp) => (long)Stopwatch.GetElapsedTime(timestamp).TotalMicroseconds;
}
