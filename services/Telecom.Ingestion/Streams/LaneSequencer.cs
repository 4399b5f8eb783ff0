namespace Telecom.Ingestion.Streams;

/// <summary>
/// Decides by its number alone what becomes of a batch. A stream keeps its order, so that an agent which was told to go back shows it
/// by sending a number that is not above the last one; until then every further number belongs to what was under way, and is ignored
/// without another Rewind. Each Rewind therefore answers one attempt of the agent, never one batch.
/// </summary>
/// <remarks>
/// The log may also report a gap where this stream saw none (a fail-over to a stale replica). Appends under way at that moment belong
/// to an older generation, and what the log says of them is void. Safe for one reader and one writer at the same time.
/// </remarks>
/// <param name="durableSequence">The lane's last durable sequence number when the stream began.</param>
internal sealed class LaneSequencer(ulong durableSequence)
{
    private readonly Lock _lock = new();
    private ulong _taken = durableSequence;
    private ulong? _refused;
    private int _generation;

    /// <summary>Receives the number of a batch, at least 1.</summary>
    public SequenceDecision Receive(ulong sequence)
    {
        lock (_lock)
        {
            if (sequence > _taken && sequence - _taken > 1)
            {
                return Refuse(sequence);
            }

            _taken = Math.Max(_taken, sequence);
            _refused = null;
            return Decide(SequenceVerdict.Append);
        }
    }

    /// <summary>Receives the agent's word that it sent everything up to a number.</summary>
    /// <param name="lastSequence">The number; 0 when it never sent anything.</param>
    /// <returns>Append when nothing is missing.</returns>
    public SequenceDecision Finish(ulong lastSequence)
    {
        lock (_lock)
        {
            // Counts as one number after the last, so that it follows the batches under way and a repeated Finish is a new attempt.
            return lastSequence <= _taken
                ? Decide(SequenceVerdict.Append)
                : Refuse(lastSequence < ulong.MaxValue ? lastSequence + 1 : lastSequence);
        }
    }

    /// <summary>The log reported a gap: it has less than this stream knew.</summary>
    /// <param name="generation">Generation of the append that met the gap.</param>
    /// <param name="logSequence">The log's last durable sequence number.</param>
    /// <returns>True for the first append that met it; the agent must be told to go back.</returns>
    public bool GoBack(int generation, ulong logSequence)
    {
        lock (_lock)
        {
            if (generation != _generation)
            {
                return false;
            }

            _generation++;
            _refused = Math.Max(_taken, _refused ?? 0);
            _taken = logSequence;
            return true;
        }
    }

    /// <summary>False when the log reported a gap since.</summary>
    public bool IsCurrent(int generation)
    {
        lock (_lock)
        {
            return generation == _generation;
        }
    }

    private SequenceDecision Refuse(ulong number)
    {
        bool underWay = _refused is { } last && number > last;
        _refused = number;
        return Decide(underWay ? SequenceVerdict.Ignore : SequenceVerdict.Rewind);
    }

    private SequenceDecision Decide(SequenceVerdict verdict) => new(verdict, _taken, _generation);
}
