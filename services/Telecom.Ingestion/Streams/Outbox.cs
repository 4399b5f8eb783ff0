using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Streams;

/// <summary>
/// The writing half of a stream, the only one that writes. It takes what the reader hands over in order, waits for the log, and sends one
/// acknowledgement for all batches that became durable meanwhile. An acknowledgement's number is the last batch that was sent on this
/// stream and is durable, replays included: so an agent that sends batches again gets each one's refusals with the first number that
/// covers it, even when the lane itself is further.
/// </summary>
/// <remarks>The queue is bounded by the stream's <see cref="ReadGate"/>: every item in it holds room there until it is written.</remarks>
internal sealed class Outbox(
    IServerStreamWriter<StreamSamplesResponse> responses,
    LaneSequencer sequencer,
    ReadGate window,
    StreamClock clock,
    StreamDependencies services,
    ulong durableSequence)
{
    /// <summary>Refused rows after which an acknowledgement is sent, so that it stays far below what a client receives in one message.</summary>
    private const int MaxRefusedRows = 50_000;

    // A flag, not a queue: however often it is raised, one look at the state answers all.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ConcurrentQueue<OutboxItem> _items = new();
    private readonly List<PendingBatch> _settled = [];

    // A quarter of the window: the agent goes on sending while the acknowledgement is under way.
    private readonly int _settledAtMost = Math.Max(1, services.Options.MaxUnacknowledgedBatches / 4);
    private Ack _ack = new();
    private int _refusedRows;
    private ulong _durable = durableSequence;
    private ulong _acknowledged;
    private Drain? _announcement;
    private bool _announced;
    private bool _heartbeatDue;

    /// <summary>Hands over an item; its room in the window is taken here and given back when it is written.</summary>
    public void Add(OutboxItem item)
    {
        window.Take(BytesOf(item));
        _items.Enqueue(item);
        if (item is OutboxItem.Batch { Pending.Append: { IsCompleted: false } append })
        {
            append.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Wake);
        }
        else
        {
            Wake();
        }
    }

    /// <summary>Sends an announcement before everything else; the first call counts.</summary>
    public void Announce(Drain announcement)
    {
        if (!Interlocked.Exchange(ref _announced, true))
        {
            Volatile.Write(ref _announcement, announcement);
            Wake();
        }
    }

    /// <summary>Sends a heartbeat unless something else is sent first.</summary>
    public void RequestHeartbeat()
    {
        Volatile.Write(ref _heartbeatDue, true);
        Wake();
    }

    /// <summary>Writes until the end item was written, or the store failed.</summary>
    /// <param name="limit">Gives up: nothing further is written, a write under way aborts the stream.</param>
    /// <returns>How the stream ends; null when it gave up.</returns>
    public async Task<StreamEnd?> RunAsync(CancellationToken limit)
    {
        try
        {
            while (true)
            {
                await _wake.Reader.ReadAsync(limit);
                if (await WriteReadyAsync(limit) is { } end)
                {
                    return end;
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Writes what can be written now; the simulation of the tests calls it instead of <see cref="RunAsync"/>.</summary>
    internal async Task<StreamEnd?> WriteReadyAsync(CancellationToken limit)
    {
        if (Interlocked.Exchange(ref _announcement, null) is { } announcement)
        {
            await SendAsync(new StreamSamplesResponse { Drain = announcement }, limit);
        }

        while (_items.TryPeek(out OutboxItem? item) && item is not OutboxItem.Batch { Pending.Append.IsCompleted: false })
        {
            _items.TryDequeue(out _);
            StreamEnd? end = item switch
            {
                OutboxItem.Batch batch => await SettleAsync(batch, limit),
                OutboxItem.Rewind rewind => await RewindAsync(rewind, limit),
                OutboxItem.End last => await EndAsync(last, limit),
                _ => null,
            };
            if (end is not null)
            {
                return end;
            }
        }

        await SendAckAsync(limit);
        if (Interlocked.Exchange(ref _heartbeatDue, false))
        {
            await SendAsync(new StreamSamplesResponse { Heartbeat = new Heartbeat { TimeUs = NowUs() } }, limit);
        }

        return null;
    }

    private async Task<StreamEnd?> SettleAsync(OutboxItem.Batch item, CancellationToken limit)
    {
        Settlement settlement = await item.Pending.Append;
        if (settlement.Failure is { } failure)
        {
            // Nothing after this batch may be acknowledged either: whatever the log says of it, it says of a gap.
            await SendAckAsync(limit);
            StreamEnd end = StreamEnd.StoreUnavailable(failure);
            await SendAsync(new StreamSamplesResponse { Drain = end.Announcement }, limit);
            return end;
        }

        AppendResult result = settlement.Result;
        if (result.Outcome == AppendOutcome.Gap)
        {
            return await GoBackAsync(item, result.DurableSequence, limit);
        }

        _durable = result.DurableSequence;
        _acknowledged = Math.Max(_acknowledged, item.Pending.Sequence);
        foreach (Refusal refusal in item.Pending.RefusalsFor(result))
        {
            _ack.Refusals.Add(refusal);
            _refusedRows += refusal.Rows.Count;
        }

        _settled.Add(item.Pending);
        if (_settled.Count >= _settledAtMost || _refusedRows >= MaxRefusedRows)
        {
            await SendAckAsync(limit);
        }

        return null;
    }

    /// <summary>The log has less than this stream knew.</summary>
    private async Task<StreamEnd?> GoBackAsync(OutboxItem.Batch item, ulong logSequence, CancellationToken limit)
    {
        if (sequencer.GoBack(item.Generation, logSequence))
        {
            await SendAckAsync(limit);
            _durable = logSequence;
            _acknowledged = logSequence;
            await SendRewindAsync(logSequence, item.Pending.Sequence, limit);
        }

        window.Give(BytesOf(item));
        return null;
    }

    private async Task<StreamEnd?> RewindAsync(OutboxItem.Rewind item, CancellationToken limit)
    {
        if (sequencer.IsCurrent(item.Generation))
        {
            await SendAckAsync(limit);
            await SendRewindAsync(item.Taken, item.Received, limit);
        }

        window.Give(BytesOf(item));
        return null;
    }

    private async Task<StreamEnd?> EndAsync(OutboxItem.End item, CancellationToken limit)
    {
        await SendAckAsync(limit);
        if (item.How.Cause != StreamEndCause.Finished)
        {
            return item.How;
        }

        if (!sequencer.IsCurrent(item.Generation))
        {
            return StreamEnd.FellBehind(services.NextReconnectAfter());
        }

        await SendAsync(new StreamSamplesResponse { Finished = new Finished { DurableSequence = _durable } }, limit);
        return item.How;
    }

    private Task SendRewindAsync(ulong durable, ulong received, CancellationToken limit)
    {
        services.Metrics.Rewound();
        return SendAsync(new StreamSamplesResponse { Rewind = new Rewind { DurableSequence = durable, ReceivedSequence = received } }, limit);
    }

    private async Task SendAckAsync(CancellationToken limit)
    {
        if (_settled.Count == 0)
        {
            return;
        }

        _ack.DurableSequence = _acknowledged;
        _ack.ServerTimeUs = NowUs();
        await SendAsync(new StreamSamplesResponse { Ack = _ack }, limit);
        foreach (PendingBatch batch in _settled)
        {
            services.Metrics.Acknowledged(services.Clock.GetElapsedTime(batch.ReceivedAt));
            window.Give(batch.Bytes);
        }

        _settled.Clear();
        _refusedRows = 0;
        _ack = new Ack();
    }

    private async Task SendAsync(StreamSamplesResponse message, CancellationToken limit)
    {
        Volatile.Write(ref _heartbeatDue, false);
        await responses.WriteAsync(message, limit);
        clock.Sent();
    }

    private long NowUs() => UtcInstant.From(services.Clock.GetUtcNow()).Microseconds;

    private static long BytesOf(OutboxItem item) => item is OutboxItem.Batch batch ? batch.Pending.Bytes : 0;

    private void Wake() => _wake.Writer.TryWrite(true);
}
