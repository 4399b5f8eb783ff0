using Telecom.Agent.Samples;

namespace Telecom.Agent.Probing;

/// <content>What becomes of probes: answered, late, or given up as lost.</content>
internal sealed partial class Prober
{
    private void Settle()
    {
        Drain();
        long now = _clock.GetTimestamp();
        while (_ledger.TryExpire(now, out ProbeResult lost))
        {
            // Counted after it is handed on, so that whoever sees the count finds the sample.
            _sink.Add(Sample.Loss(_options.Circuit, lost.InstantUs, 1, 1));
            _counters.ProbesLost.Add();
        }
    }

    private void Drain()
    {
        while (_datagram is { } datagram && _socket is { } socket && socket.TryReceive(datagram))
        {
            if (!datagram.Truncated && _method.TryRead(datagram.Payload, out ProbeAnswer answer))
            {
                Take(answer, _kernelTime.ReceivedAt(datagram));
            }
        }
    }

    private void Take(in ProbeAnswer answer, long receivedAt)
    {
        AnswerVerdict verdict = _ledger.Answered(answer, receivedAt, _clock.GetTimestamp(), out ProbeResult result, out bool residenceRefused);
        switch (verdict)
        {
            case AnswerVerdict.InTime or AnswerVerdict.InTimeReordered:
                _sink.Add(Sample.Latency(_options.Circuit, result.InstantUs, result.DelayNanoseconds.GetValueOrDefault() / 1000.0));
                _sink.Add(Sample.Loss(_options.Circuit, result.InstantUs, 1, 0));
                _counters.ProbesAnswered.Add();
                _counters.AnswersReordered.Add(verdict == AnswerVerdict.InTimeReordered ? 1 : 0);
                _counters.ResidenceRefused.Add(residenceRefused ? 1 : 0);
                break;
            case AnswerVerdict.Late:
                _counters.AnswersLate.Add();
                break;
            case AnswerVerdict.Duplicate:
                _counters.AnswersDuplicate.Add();
                break;
            default:
                _counters.AnswersStray.Add();
                break;
        }
    }
}
