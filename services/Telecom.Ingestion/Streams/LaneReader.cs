using Telecom.Ingestion.Checking;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Streams;

/// <summary>
/// The reading half of a stream, after Hello. It reads a message only when there is room for it, in this stream and in the service:
/// a slow store thereby slows the agent down to its socket, and nothing is ever dropped.
/// </summary>
internal sealed class LaneReader(
    ProducerLane lane, MessageReader messages, LaneSequencer sequencer, ReadGate window, InFlightGate inFlight, BatchIntake intake, Outbox outbox)
{
    private readonly HandleTable _handles = intake.NewHandles(lane);

    /// <summary>Reads until the agent is done or the token stops it.</summary>
    /// <returns>The last item for the outbox.</returns>
    public async Task<OutboxItem.End> RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await window.WaitForRoomAsync(stop);
            await inFlight.WaitForRoomAsync(stop);
            StreamSamplesRequest? message = await messages.NextAsync(stop);
            switch (message?.MessageCase)
            {
                case null:
                    return new OutboxItem.End(StreamEnd.Closed, 0);
                case StreamSamplesRequest.MessageOneofCase.Batch:
                    Take(message.Batch);
                    break;
                case StreamSamplesRequest.MessageOneofCase.Heartbeat:
                    break;
                case StreamSamplesRequest.MessageOneofCase.Finish:
                    if (Finish(message.Finish.LastSequence) is { } end)
                    {
                        return end;
                    }

                    break;
                case StreamSamplesRequest.MessageOneofCase.Hello:
                    throw StreamEnd.Violation("Hello came a second time; it is the first message of a stream and only that.");
                default:
                    throw StreamEnd.Violation("A message says nothing that this server knows; allowed are batch, heartbeat and finish.");
            }
        }
    }

    private void Take(SampleBatch batch)
    {
        if (batch.Sequence == 0)
        {
            throw StreamEnd.Violation("A batch has sequence 0; sequence numbers begin with 1.");
        }

        SequenceDecision decision = sequencer.Receive(batch.Sequence);
        if (decision.Verdict == SequenceVerdict.Append)
        {
            outbox.Add(new OutboxItem.Batch(intake.Begin(lane, batch, _handles), decision.Generation));
            return;
        }

        intake.Declare(batch, _handles);
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
