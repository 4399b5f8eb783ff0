using Grpc.Core;
using Telecom.Hosting;
using Telecom.Ingestion.Clocks;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.V1;
using Telecom.Ingestion.Wire;
using Telecom.Sla.Domain.Names;
using Telecom.Storage;

namespace Telecom.Ingestion.Streams;

/// <summary>
/// The life of one stream: Hello, Welcome, then reading and writing side by side until one of them ends it, or until somebody else does:
/// the clock (idle, old), a newer stream of the lane, a server that goes away. Whoever ends it, the reading stops first, what was read is
/// acknowledged within the drain limit, and then the stream ends with the status of the first who asked. A stream that must only move is
/// told so and read a little longer: an agent that then says Finish ends it well.
/// </summary>
internal sealed partial class StreamSession : IStreamAlarms, IDisposable
{
    private readonly StreamDependencies _services;
    private readonly IAsyncStreamReader<WireMessage> _requests;
    private readonly IServerStreamWriter<StreamSamplesResponse> _responses;
    private readonly Caller _caller;
    private readonly CancellationToken _aborted;
    private readonly CancellationTokenSource _stopReading = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly StreamClock _clock;
    private Outbox? _outbox;
    private LaneIntake? _intake;
    private StreamEnd? _asked;
    private ProducerLane _lane;

    /// <summary>Creates the session; nothing happens before <see cref="RunAsync"/>.</summary>
    /// <param name="services">What every stream needs.</param>
    /// <param name="requests">From the agent.</param>
    /// <param name="responses">To the agent.</param>
    /// <param name="caller">The authenticated agent.</param>
    /// <param name="aborted">Cancelled when the agent is gone.</param>
    public StreamSession(
        StreamDependencies services,
        IAsyncStreamReader<WireMessage> requests,
        IServerStreamWriter<StreamSamplesResponse> responses,
        Caller caller,
        CancellationToken aborted)
    {
        _services = services;
        _requests = requests;
        _responses = responses;
        _caller = caller;
        _aborted = aborted;
        IngestionOptions options = services.Options;
        _clock = new StreamClock(services.Clock, options.HeartbeatInterval, options.IdleTimeout, services.NextMaxAge(), this);
    }

    /// <summary>What is known of the agent's clock; null before Hello.</summary>
    public ClockSkew? Skew => Volatile.Read(ref _intake)?.Clock?.Skew;

    /// <summary>Runs the stream to its end. Call it once.</summary>
    public async Task RunAsync()
    {
        _services.Registry.Open(this);
        _services.Metrics.StreamOpened();
        StreamEnd end = StreamEnd.Lost();
        try
        {
            using CancellationTokenRegistration lost = _aborted.UnsafeRegister(static session => ((StreamSession?)session)?.Lose(), this);
            end = await RunToEndAsync();
        }
        finally
        {
            _services.Registry.Close(this, _lane);
            _services.Metrics.StreamEnded(end.Cause);
            Report(end);
        }

        if (end.Failure is not null)
        {
            throw end.Failure;
        }
    }

    /// <summary>The lane opened a newer stream.</summary>
    public void Supersede() => Stop(StreamEnd.Superseded());

    /// <summary>The server goes away.</summary>
    public void Drain() => Move(StreamEnd.Drained(_services.NextReconnectAfter()));

    /// <inheritdoc/>
    public void HeartbeatDue() => Volatile.Read(ref _outbox)?.RequestHeartbeat();

    /// <inheritdoc/>
    public void IdleTooLong() => Stop(StreamEnd.Idle(_services.Options.IdleTimeout));

    /// <inheritdoc/>
    public void TooOld() => Move(StreamEnd.Aged(_services.NextReconnectAfter()));

    /// <inheritdoc/>
    public void ReadingTimeOver() => Cancel(_stopReading);

    /// <inheritdoc/>
    public void DrainLimitReached() => Cancel(_giveUp);

    /// <inheritdoc/>
    public void Dispose()
    {
        _clock.Dispose();
        _stopReading.Dispose();
        _giveUp.Dispose();
    }

    private async Task<StreamEnd> RunToEndAsync()
    {
        StreamEnd end;
        Task reading = Task.CompletedTask;
        try
        {
            MessageReader messages = new(_requests, _clock, _services.MaxMessageBytes);
            Welcome welcome = await OpenAsync(messages);
            ulong durable = welcome.DurableSequence;
            LaneSequencer sequencer = new(durable);
            ReadGate window = new(_services.Options.MaxUnacknowledgedBatches, _services.Options.MaxStreamInFlightBytes);
            Outbox outbox = new(_responses, sequencer, window, _clock, _services, durable);
            LaneReader reader = new(_intake ?? _services.Intake.Open(_lane), messages, sequencer, window, _services.InFlight, _services.Intake, outbox);

            // Before Welcome: an agent that was welcomed is told when it must move, and still read for the grace.
            Volatile.Write(ref _outbox, outbox);
            if (Volatile.Read(ref _asked)?.Announcement is { } announcement)
            {
                outbox.Announce(announcement);
            }

            await _responses.WriteAsync(new StreamSamplesResponse { Welcome = welcome }, _giveUp.Token);
            _clock.StartHeartbeats();
            reading = ReadAsync(reader, outbox);
            end = await outbox.RunAsync(_giveUp.Token) ?? Volatile.Read(ref _asked) ?? StreamEnd.Lost();
        }
        catch (Exception exception)
        {
            end = Classify(exception);
        }

        Stop(end);
        await reading;
        return end;
    }

    /// <summary>Reads until there is nothing more to read, then hands over the end. Never throws.</summary>
    private async Task ReadAsync(LaneReader reader, Outbox outbox)
    {
        OutboxItem.End last;
        try
        {
            last = await reader.RunAsync(_stopReading.Token);
        }
        catch (Exception exception)
        {
            last = new OutboxItem.End(Classify(exception), 0);
        }

        if (last.How.Cause == StreamEndCause.Closed && Volatile.Read(ref _asked) is { } asked)
        {
            // The agent closed because it was told to move.
            last = last with { How = asked };
        }

        if (last.How.Cause != StreamEndCause.Finished)
        {
            // An agent that said Finish waits for the store as long as it takes; nobody else does.
            Stop(last.How);
        }

        outbox.Add(last);
    }

    private void Lose()
    {
        Stop(StreamEnd.Lost());
        Cancel(_giveUp);
    }

    /// <summary>Tells the agent to move and reads on for the grace. The first who asks says how the stream ends.</summary>
    private void Move(StreamEnd end)
    {
        if (Interlocked.CompareExchange(ref _asked, end, null) is not null)
        {
            return;
        }

        _clock.LimitDrain(_services.Options.DrainLimit);
        if (Volatile.Read(ref _outbox) is { } outbox && end.Announcement is { } announcement)
        {
            outbox.Announce(announcement);
            _clock.LimitReading(_services.Options.DrainGrace);
        }
        else
        {
            // Welcome is not on its way yet.
            Cancel(_stopReading);
        }
    }

    /// <summary>Stops reading and starts the drain limit. The first who asks says how the stream ends.</summary>
    private void Stop(StreamEnd end)
    {
        Interlocked.CompareExchange(ref _asked, end, null);
        _clock.LimitDrain(_services.Options.DrainLimit);
        Cancel(_stopReading);
    }

    private StreamEnd Classify(Exception exception) => exception switch
    {
        RpcFailure failure => StreamEnd.Refused(failure),
        StoreUnavailableException failure => StreamEnd.StoreUnavailable(failure),
        OperationCanceledException when Volatile.Read(ref _asked) is { } asked => asked,

        // The connection broke, in reading or in writing, or in the middle of a message: each of them shows in its own way.
        OperationCanceledException or IOException or RpcException { StatusCode: StatusCode.Internal } => StreamEnd.Lost(),
        InvalidOperationException when _aborted.IsCancellationRequested => StreamEnd.Lost(),
        _ => new StreamEnd(StreamEndCause.Failed, exception),
    };

    private void Report(StreamEnd end)
    {
        if (end.Cause is StreamEndCause.StoreUnavailable or StreamEndCause.Failed)
        {
            Log.Broken(_services.Logger, end.Failure, _lane, end.Cause);
        }
        else
        {
            Log.Ended(_services.Logger, _lane, end.Cause, end.Failure?.Message);
        }
    }

    /// <summary>Cancels elsewhere: what follows must not run on the thread of a timer or of another stream.</summary>
    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            _ = source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The stream has ended; there is nothing left to stop.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 2001,
            Level = LogLevel.Information,
            Message = "Stream of {Lane} opened after sequence {Sequence}; software \"{Software}\", clock {SkewMs} ms ahead")]
        public static partial void Opened(ILogger logger, ProducerLane lane, ulong sequence, string software, long skewMs);

        [LoggerMessage(EventId = 2002, Level = LogLevel.Information, Message = "Stream of {Lane} ended: {Cause} {Detail}")]
        public static partial void Ended(ILogger logger, ProducerLane lane, StreamEndCause cause, string? detail);

        [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "Stream of {Lane} broken: {Cause}")]
        public static partial void Broken(ILogger logger, Exception? exception, ProducerLane lane, StreamEndCause cause);
    }
}
