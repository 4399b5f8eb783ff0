namespace Telecom.Agent.Probing;

/// <summary>
/// Which probes of one target wait for an answer. A probe ends exactly once: answered within the timeout, or lost. Whether an answer was in
/// time is judged by when it arrived, not by when it was read. No I/O and no clock: every instant is passed in.
/// </summary>
/// <param name="timeoutTicks">Monotonic ticks after which a probe is lost.</param>
/// <param name="frequency">Monotonic ticks in a second.</param>
internal sealed class ProbeLedger(long timeoutTicks, long frequency)
{
    private const int RememberedEndings = 4096;

    private readonly Dictionary<uint, Waiting> _waiting = [];
    private readonly Queue<uint> _order = [];
    private readonly Dictionary<uint, bool> _ended = [];
    private readonly Queue<uint> _endedOrder = [];
    private long _latestAnswered = long.MinValue;

    /// <summary>Probes that wait for an answer.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>Records a probe that was sent, before its answer can be judged.</summary>
    /// <param name="sequence">Its number; distinct among the waiting ones.</param>
    /// <param name="token">What an answer must repeat, so that answers to another session are told apart.</param>
    /// <param name="timestamp">T1, monotonic.</param>
    /// <param name="instantUs">T1, microseconds since the Unix epoch.</param>
    public void Sent(uint sequence, ulong token, long timestamp, long instantUs)
    {
        _waiting.Add(sequence, new Waiting(token, timestamp, instantUs));
        _order.Enqueue(sequence);
        _ended.Remove(sequence);
    }

    /// <summary>Judges an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="receivedAt">T4, monotonic.</param>
    /// <param name="now">Monotonic reading now; used instead of T4 when T4 lies before T1, which only a stepped kernel clock makes.</param>
    /// <param name="result">The probe's result, when the verdict is in time.</param>
    /// <param name="residenceRefused">True when T3 - T2 was negative or not below T4 - T1 and was not subtracted.</param>
    public AnswerVerdict Answered(in ProbeAnswer answer, long receivedAt, long now, out ProbeResult result, out bool residenceRefused)
    {
        result = default;
        residenceRefused = false;
        if (!_waiting.TryGetValue(answer.Sequence, out Waiting probe))
        {
            return !_ended.TryGetValue(answer.Sequence, out bool answered) ? AnswerVerdict.Stray
                : answered ? AnswerVerdict.Duplicate : AnswerVerdict.Late;
        }

        if (probe.Token != answer.Token)
        {
            return AnswerVerdict.Stray;
        }

        long elapsedTicks = (receivedAt >= probe.Timestamp ? receivedAt : now) - probe.Timestamp;
        if (elapsedTicks >= timeoutTicks)
        {
            return AnswerVerdict.Late;
        }

        long elapsed = (long)((Int128)elapsedTicks * 1_000_000_000 / frequency);
        residenceRefused = answer.ResidenceNanoseconds < 0 || answer.ResidenceNanoseconds >= Math.Max(1, elapsed);
        long delay = residenceRefused ? elapsed : elapsed - answer.ResidenceNanoseconds;
        result = new ProbeResult(probe.InstantUs, Math.Max(1, delay));
        _waiting.Remove(answer.Sequence);
        Remember(answer.Sequence, answered: true);
        bool reordered = probe.Timestamp < _latestAnswered;
        _latestAnswered = Math.Max(_latestAnswered, probe.Timestamp);
        return reordered ? AnswerVerdict.InTimeReordered : AnswerVerdict.InTime;
    }

    /// <summary>Takes the oldest probe whose time is over. Read everything that has arrived first.</summary>
    /// <param name="now">Monotonic reading.</param>
    /// <param name="lost">The lost probe, when the result is true.</param>
    public bool TryExpire(long now, out ProbeResult lost)
    {
        while (_order.TryPeek(out uint sequence))
        {
            if (!_waiting.TryGetValue(sequence, out Waiting probe))
            {
                _order.Dequeue();
                continue;
            }

            if (now - probe.Timestamp < timeoutTicks)
            {
                break;
            }

            _order.Dequeue();
            _waiting.Remove(sequence);
            Remember(sequence, answered: false);
            lost = new ProbeResult(probe.InstantUs, null);
            return true;
        }

        lost = default;
        return false;
    }

    /// <summary>When the oldest waiting probe is lost, monotonic; null when none waits.</summary>
    public long? NextExpiry()
    {
        while (_order.TryPeek(out uint sequence))
        {
            if (_waiting.TryGetValue(sequence, out Waiting probe))
            {
                return probe.Timestamp + timeoutTicks;
            }

            _order.Dequeue();
        }

        return null;
    }

    private void Remember(uint sequence, bool answered)
    {
        _ended[sequence] = answered;
        _endedOrder.Enqueue(sequence);
        if (_endedOrder.Count > RememberedEndings)
        {
            _ended.Remove(_endedOrder.Dequeue());
        }
    }

    private readonly record struct Waiting(ulong Token, long Timestamp, long InstantUs);
}
