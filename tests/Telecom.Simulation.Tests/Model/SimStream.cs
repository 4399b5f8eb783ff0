using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.V1;
using Telecom.Ingestion.Wire;
using Telecom.Sla.Domain.Names;
using Telecom.Simulation.Tests.Engine;
using Telecom.Storage.Log;

namespace Telecom.Simulation.Tests.Model;

/// <summary>
/// The server's end of a stream: the service's own reader, sequencer, checks, intake and outbox, driven by events instead of threads. Only
/// the life of the session around them (who opens, who ends it) is the world's.
/// </summary>
internal sealed class SimStream : IAsyncStreamReader<WireMessage>, IServerStreamWriter<StreamSamplesResponse>, IStreamAlarms, IDisposable
{
    private readonly EventLoop _loop;
    private readonly SimReplica _replica;
    private readonly SimConnection _connection;
    private readonly Queue<StreamSamplesRequest> _arrived = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StreamClock _clock;
    private TaskCompletionSource<bool>? _waiting;
    private Outbox? _outbox;
    private bool _pumpPlanned;
    private bool _ended;

    public SimStream(EventLoop loop, SimReplica replica, SimConnection connection)
    {
        _loop = loop;
        _replica = replica;
        _connection = connection;
        _clock = new StreamClock(replica.Services.Clock, TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(9), this);
    }

    public ProducerLane Lane { get; private set; }

    public WireMessage Current { get; private set; } = Encode(new StreamSamplesRequest());

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>A message came from the network.</summary>
    public void Receive(StreamSamplesRequest message)
    {
        _arrived.Enqueue(message);
        Take()?.SetResult(true);
        PlanPump();
    }

    /// <summary>Ends the stream from outside: the connection broke, or the lane opened a newer stream.</summary>
    public void Stop()
    {
        _stop.Cancel();
        PlanPump();
    }

    public void Announce(Drain drain)
    {
        _outbox?.Announce(drain);
        PlanPump();
    }

    public async Task RunAsync()
    {
        MessageReader messages = new(this, _clock, 4 << 20);
        StreamDependencies services = _replica.Services;
        using WireMessage first = (await messages.NextAsync(_stop.Token))!;
        Hello hello = MessageReader.Parse(first).Hello;
        SpoolEpoch.TryRead(hello.SpoolEpoch.Span, out SpoolEpoch epoch);
        Lane = new ProducerLane(hello.Agent, epoch, hello.Lane);
        _replica.Claim(this);
        ulong durable = (await services.Log.Log.GetProducerAsync(Lane, _stop.Token))?.DurableSequence ?? 0;
        await WriteAsync(new StreamSamplesResponse { Welcome = Welcomes.Create(durable, LogDurability.Fsynced, services.Options, 4 << 20, _replica.Clock.NowUs) });
        LaneSequencer sequencer = new(durable);
        ReadGate window = new(services.Options.MaxUnacknowledgedBatches, services.Options.MaxStreamInFlightBytes);
        _outbox = new Outbox(this, sequencer, window, _clock, services, durable);
        LaneReader reader = new(services.Intake.Open(Lane), messages, sequencer, window, services.InFlight, services.Intake, _outbox);
        OutboxItem.End last;
        try
        {
            last = await reader.RunAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            last = new OutboxItem.End(StreamEnd.Closed, 0);
        }

        _outbox.Add(last);
        PlanPump();
    }

    /// <summary>Something may be ready to be written: looks soon, so that several answers gather in one acknowledgement.</summary>
    public void PlanPump()
    {
        if (!_pumpPlanned && !_ended)
        {
            _pumpPlanned = true;
            _loop.After(_loop.Between(50, 3_000), () => _replica.Process.Deliver(Pump));
        }
    }

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        if (_arrived.Count > 0)
        {
            Current = Encode(_arrived.Dequeue());
            return Task.FromResult(true);
        }

        return WaitAsync(cancellationToken);
    }

    public Task WriteAsync(StreamSamplesResponse message)
    {
        _replica.CheckBeforeWriting(Lane, message);
        _connection.ToClient(message.Clone());
        return Task.CompletedTask;
    }

    public Task WriteAsync(StreamSamplesResponse message, CancellationToken cancellationToken) => WriteAsync(message);

    public void HeartbeatDue()
    {
    }

    public void IdleTooLong()
    {
    }

    public void TooOld()
    {
    }

    public void ReadingTimeOver()
    {
    }

    public void DrainLimitReached()
    {
    }

    public void Dispose()
    {
        _clock.Dispose();
        _stop.Dispose();
    }

    private void Pump()
    {
        _pumpPlanned = false;
        if (_ended || _outbox is not { } outbox)
        {
            return;
        }

        Task<StreamEnd?> written = outbox.WriteReadyAsync(CancellationToken.None);
        if (!written.IsCompleted)
        {
            throw new SimulationFailedException("the outbox waits for something that is not an append");
        }

        if (written.GetAwaiter().GetResult() is { } end)
        {
            _ended = true;
            _stop.Cancel();
            _connection.EndedByServer(end.Cause.ToString());
        }
    }

    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> waiting = new();
        _waiting = waiting;
        using (cancellationToken.UnsafeRegister(_ => Take()?.TrySetCanceled(cancellationToken), null))
        {
            await waiting.Task;
        }

        Current = Encode(_arrived.Dequeue());
        return true;
    }

    private static WireMessage Encode(StreamSamplesRequest message) => new(new ReadOnlySequence<byte>(message.ToByteArray()));

    private TaskCompletionSource<bool>? Take()
    {
        TaskCompletionSource<bool>? waiting = _waiting;
        _waiting = null;
        return waiting;
    }
}
