using Grpc.Core;
using Microsoft.Extensions.Logging;
using Telecom.Agent.Reporting;
using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Uplink;

/// <summary>
/// One stream: Hello and Welcome, then batches from the spool with never more unacknowledged ones than the server allows, then Finish. One task
/// reads, one writes; the writer alone decides what is sent next, and hears from the reader through the fields under the lock.
/// </summary>
internal sealed partial class UplinkSession(
    string agent, SampleSpool spool, AckProcessor acks, GatewayOptions options, TimeProvider time, AgentCounters counters, ILogger<UplinkSession> logger)
{
    // Tag and length around the batch, and its sequence number, which the spooled form may lack.
    private const int MessageOverhead = 32;
    private static readonly TimeSpan DefaultHeartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly AsyncSignal _wake = new();
    private StreamLimits _limits = new();
    private ulong _sent;
    private ulong _highestSent;
    private ulong _durable;
    private ulong? _rewindTo;
    private volatile Drain? _drain;
    private volatile SessionEnd? _afterFinished;

    /// <summary>True when the server acknowledged something new, or everything.</summary>
    public bool Progressed { get; private set; }

    /// <summary>Runs the stream to its end.</summary>
    /// <param name="client">The gateway.</param>
    /// <param name="headers">The agent's key.</param>
    /// <param name="stop">Send what is spooled, finish, and end.</param>
    /// <param name="abort">End at once.</param>
    /// <exception cref="RpcException">The gateway or the network ended the stream.</exception>
    /// <exception cref="IOException">The spool failed.</exception>
    public async Task<SessionEnd> RunAsync(IngestionService.IngestionServiceClient client, Metadata headers, CancellationToken stop, CancellationToken abort)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using AsyncDuplexStreamingCall<StreamSamplesRequest, StreamSamplesResponse> call = client.StreamSamples(headers, cancellationToken: ended.Token);
        Welcome welcome = await GreetAsync(call, ended.Token);
        _limits = welcome.Limits ?? new StreamLimits();
        Log.Welcomed(logger, agent, welcome.DurableSequence, welcome.Durability);
        counters.StreamsOpened.Add();
        Heard(welcome.ServerTimeUs);
        TimeSpan laneRetention = TimeSpan.FromSeconds(Math.Min(_limits.LaneRetentionS, int.MaxValue));
        if (!spool.Reconcile(welcome.DurableSequence, out ulong next, laneRetention))
        {
            return SessionEnd.Again("the spool began a new epoch");
        }

        acks.Begin(welcome.DurableSequence);
        (_sent, _durable, _highestSent) = (next - 1, welcome.DurableSequence, Math.Max(next - 1, welcome.DurableSequence));
        spool.Appended = _wake.Set;
        using CancellationTokenRegistration woken = stop.Register(_wake.Set);
        Task<SessionEnd> reading = ReadAsync(call.ResponseStream, ended.Token);
        Task<SessionEnd?> writing = WriteAsync(call.RequestStream, next, stop, ended.Token);
        try
        {
            await Task.WhenAny((Task)reading, writing);
            if (!reading.IsCompleted && await WriterEndAsync(writing) is { } end)
            {
                return end;
            }

            return await reading.WaitAsync(options.FinishWait, time, abort);
        }
        catch (TimeoutException)
        {
            return _drain is null ? SessionEnd.Lost("Finish was not answered") : Moved();
        }
        finally
        {
            await ended.CancelAsync();
            await Quietly(reading);
            await Quietly(writing);
        }
    }

    // Null when Finish was sent, and also when writing failed: the reader then knows why.
    private static async Task<SessionEnd?> WriterEndAsync(Task<SessionEnd?> writing)
    {
        try
        {
            return await writing;
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // The stream is over; how it ended is known already.
        }
    }

    private async Task<SessionEnd> ReadAsync(IAsyncStreamReader<StreamSamplesResponse> stream, CancellationToken ended)
    {
        using CancellationTokenSource silent = new(Timeout.InfiniteTimeSpan, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ended, silent.Token);
        TimeSpan limit = Heartbeat * 3 > ShortestSilence ? Heartbeat * 3 : ShortestSilence;
        SessionEnd? finished = null;
        try
        {
            while (true)
            {
                silent.CancelAfter(limit);
                if (!await stream.MoveNext(either.Token))
                {
                    return finished ?? (_drain is not null ? Moved() : SessionEnd.Lost("the stream ended without Finished"));
                }

                finished = Take(stream.Current) ?? finished;
            }
        }
        catch (Exception exception) when (silent.IsCancellationRequested && exception is RpcException or OperationCanceledException)
        {
            return finished ?? SessionEnd.Lost($"nothing was heard for {limit.TotalSeconds:0.#} s");
        }
        catch (RpcException) when (_drain is not null)
        {
            return Moved();
        }
    }

    private SessionEnd? Take(StreamSamplesResponse message)
    {
        switch (message.MessageCase)
        {
            case StreamSamplesResponse.MessageOneofCase.Ack:
                Heard(message.Ack.ServerTimeUs);
                TakeAck(message.Ack);
                return null;
            case StreamSamplesResponse.MessageOneofCase.Heartbeat:
                Heard(message.Heartbeat.TimeUs);
                return null;
            case StreamSamplesResponse.MessageOneofCase.Rewind:
                Log.Rewound(logger, message.Rewind.ReceivedSequence, message.Rewind.DurableSequence);
                lock (_lock)
                {
                    _rewindTo = message.Rewind.DurableSequence;
                }

                _wake.Set();
                return null;
            case StreamSamplesResponse.MessageOneofCase.Drain:
                Log.Draining(logger, message.Drain.ReconnectAfterMs, message.Drain.Reason);
                _drain = message.Drain;
                _wake.Set();
                return null;
            case StreamSamplesResponse.MessageOneofCase.Finished:
                acks.Finish(message.Finished.DurableSequence);
                Progressed = true;
                return _afterFinished ?? (_drain is null ? SessionEnd.Finished : Moved());
            default:
                return null;
        }
    }

    private void TakeAck(Ack ack)
    {
        lock (_lock)
        {
            // Not what was sent last: an acknowledgement may still be under way when a Rewind takes the position back.
            if (ack.DurableSequence > _highestSent)
            {
                throw new RpcException(new Status(
                    StatusCode.Internal, $"the server acknowledged batch {ack.DurableSequence}, but no more than {_highestSent} were sent"));
            }

            Progressed |= ack.DurableSequence > _durable;
            _durable = Math.Max(_durable, ack.DurableSequence);
        }

        acks.Take(ack);
        _wake.Set();
    }

    private async Task<SessionEnd?> WriteAsync(IClientStreamWriter<StreamSamplesRequest> stream, ulong next, CancellationToken stop, CancellationToken ended)
    {
        HandleTable handles = new(_limits.MaxCircuits);
        long lastHeartbeat = time.GetTimestamp();
        while (true)
        {
            ended.ThrowIfCancellationRequested();
            (next, bool room) = Position(next);
            if (next < spool.Oldest)
            {
                return SessionEnd.Again("the server fell back behind what is held here");
            }

            if (_drain is not null || _afterFinished is not null || (stop.IsCancellationRequested && next > spool.LastSequence))
            {
                await stream.WriteAsync(new StreamSamplesRequest { Finish = new Finish { LastSequence = next - 1 } }, ended);
                await stream.CompleteAsync();
                return null;
            }

            // Also amid batches: by it the server knows how far this clock is off.
            TimeSpan untilHeartbeat = Heartbeat - time.GetElapsedTime(lastHeartbeat);
            if (untilHeartbeat <= TimeSpan.Zero)
            {
                await stream.WriteAsync(new StreamSamplesRequest { Heartbeat = NewHeartbeat() }, ended);
                lastHeartbeat = time.GetTimestamp();
                continue;
            }

            if (room && spool.TryRead(next, out SpooledBatch spooled))
            {
                if (Unsendable(spooled) is { } end)
                {
                    return end;
                }

                if (!handles.TryTranslate(spooled.Batch))
                {
                    // Finish first: a stream cut here might never get far enough to be acknowledged.
                    _afterFinished = SessionEnd.Again("the stream has no circuit handles left");
                    continue;
                }

                await SendAsync(stream, spooled, ended);
                next++;
                continue;
            }

            await _wake.WaitAsync(untilHeartbeat, time, ended);
        }
    }

    private (ulong Next, bool Room) Position(ulong next)
    {
        lock (_lock)
        {
            if (_rewindTo is { } durable)
            {
                _rewindTo = null;
                (next, _sent, _durable) = (durable + 1, durable, Math.Min(_durable, durable));
            }

            ulong unacknowledged = _sent > _durable ? _sent - _durable : 0;
            return (next, unacknowledged < Math.Max(1, _limits.MaxUnacknowledgedBatches));
        }
    }

    private SessionEnd? Unsendable(SpooledBatch spooled)
    {
        int samples = SampleBatches.Count(spooled.Batch);
        int circuits = spooled.Batch.Circuits.Count;
        if (samples <= _limits.MaxBatchSamples && spooled.SerializedLength + MessageOverhead <= _limits.MaxMessageBytes && circuits <= _limits.MaxCircuits)
        {
            return null;
        }

        Log.TooLarge(
            logger, spooled.Sequence, samples, spooled.SerializedLength, circuits, _limits.MaxBatchSamples, _limits.MaxMessageBytes, _limits.MaxCircuits);
        return SessionEnd.Refused($"batch {spooled.Sequence} is above the gateway's limits");
    }

    private async Task SendAsync(IClientStreamWriter<StreamSamplesRequest> stream, SpooledBatch spooled, CancellationToken ended)
    {
        spool.MarkSent(spooled.Sequence);
        acks.Sent(spooled.Sequence, SampleBatches.Count(spooled.Batch));
        lock (_lock)
        {
            _sent = spooled.Sequence;
            _highestSent = Math.Max(_highestSent, _sent);
        }

        await stream.WriteAsync(new StreamSamplesRequest { Batch = spooled.Batch }, ended);
        counters.BatchesSent.Add();
    }

    private TimeSpan Heartbeat => _limits.HeartbeatIntervalMs == 0 ? DefaultHeartbeat : TimeSpan.FromMilliseconds(_limits.HeartbeatIntervalMs);

    private SessionEnd Moved() => new(
        SessionEndKind.Moved, _drain?.Reason ?? "", TimeSpan.FromMilliseconds(_drain?.ReconnectAfterMs ?? 0));
}
