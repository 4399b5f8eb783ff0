using Google.Protobuf;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.V1;
using Telecom.Ingestion.Wire;
using Telecom.Protos.Wire;

namespace Telecom.Ingestion.Streams;

/// <summary>
/// The reading half of a stream, after Hello. It reads a message only when there is room for it, in this stream and in the service:
/// a slow store thereby slows the agent down to its socket, and nothing is ever dropped.
/// </summary>
internal sealed class LaneReader(
    LaneIntake lane, MessageReader messages, LaneSequencer sequencer, ReadGate window, InFlightGate inFlight, BatchIntake intake, Outbox outbox)
{
    /// <summary>Reads until the agent is done or the token stops it.</summary>
    /// <returns>The last item for the outbox.</returns>
    public async Task<OutboxItem.End> RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await window.WaitForRoomAsync(stop);
            await inFlight.WaitForRoomAsync(stop);
            if (lane.Quota is { } quota)
            {
                await quota.WaitAsync(stop);
            }

            using WireMessage? message = await messages.NextAsync(stop);
            if (message is null)
            {
                return new OutboxItem.End(StreamEnd.Closed, 0);
            }

            if (!TryTake(message) && TakeSlowly(MessageReader.Parse(message)) is { } end)
            {
                return end;
            }
        }
    }

    /// <summary>Takes a message that is one batch in the usual encoding.</summary>
    private bool TryTake(WireMessage message)
    {
        if (!message.TryGetBatch(out ReadOnlySpan<byte> encoded) || !SampleBatchView.TryRead(encoded, out SampleBatchView batch))
        {
            return false;
        }

        try
        {
            SequenceDecision decision = Decide(batch.Sequence);
            if (decision.Verdict == SequenceVerdict.Append)
            {
                outbox.Add(new OutboxItem.Batch(intake.Begin(lane, encoded, batch), decision.Generation));
            }
            else
            {
                Skip(decision, SampleBatch.Parser.ParseFrom(encoded));
            }

            return true;
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw MessageReader.NotAMessage(exception);
        }
    }

    /// <summary>Takes any message.</summary>
    /// <returns>The last item for the outbox when it is the agent's last message.</returns>
    private OutboxItem.End? TakeSlowly(StreamSamplesRequest message)
    {
        switch (message.MessageCase)
        {
            case StreamSamplesRequest.MessageOneofCase.Batch:
                SequenceDecision decision = Decide(message.Batch.Sequence);
                if (decision.Verdict == SequenceVerdict.Append)
                {
                    outbox.Add(new OutboxItem.Batch(intake.Begin(lane, message.Batch), decision.Generation));
                }
                else
                {
                    Skip(decision, message.Batch);
                }

                return null;
            case StreamSamplesRequest.MessageOneofCase.Heartbeat:
                lane.Clock?.Take(message.Heartbeat);
                return null;
            case StreamSamplesRequest.MessageOneofCase.Finish:
                return Finish(message.Finish.LastSequence);
            case StreamSamplesRequest.MessageOneofCase.Hello:
                throw StreamEnd.Violation("Hello came a second time; it is the first message of a stream and only that.");
            default:
                throw StreamEnd.Violation("A message says nothing that this server knows; allowed are batch, heartbeat and finish.");
        }
    }

    private SequenceDecision Decide(ulong sequence) =>
        sequence == 0 ? throw StreamEnd.Violation("A batch has sequence 0; sequence numbers begin with 1.") : sequencer.Receive(sequence);

    private void Skip(SequenceDecision decision, SampleBatch batch)
    {
        intake.Declare(lane, batch);
        if (decision.Verdict == SequenceVerdict.Rewind)
        {
            outbox.Add(new OutboxItem.Rewind(decision.Taken, batch.Sequence, decision.Generation));
        }
    }

    private OutboxItem.End? Finish(ulong lastSequence)
    {
        SequenceDecision decision = sequencer.Finish(lastSequence);
        switch (decision.Verdict)
        {
            case SequenceVerdict.Append:
                return new OutboxItem.End(StreamEnd.Finished, decision.Generation);
            case SequenceVerdict.Rewind:
                outbox.Add(new OutboxItem.Rewind(decision.Taken, lastSequence, decision.Generation));
                return null;
            default:
                return null;
        }
    }
}
