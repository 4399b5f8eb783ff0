using Telecom.Ingestion.V1;

namespace Telecom.Agent.Uplink;

/// <content>What each side tells of its clock, so that the server knows how far the agent's is off.</content>
internal sealed partial class UplinkSession
{
    private (long TimeUs, long At) _peer;

    private void Heard(long serverTimeUs)
    {
        lock (_lock)
        {
            _peer = serverTimeUs == 0 ? _peer : (serverTimeUs, time.GetTimestamp());
        }
    }

    private Heartbeat NewHeartbeat()
    {
        lock (_lock)
        {
            return _peer.TimeUs == 0
                ? new Heartbeat { TimeUs = NowUs() }
                : new Heartbeat { TimeUs = NowUs(), PeerTimeUs = _peer.TimeUs, PeerAgeUs = (long)time.GetElapsedTime(_peer.At).TotalMicroseconds };
        }
    }

    private long NowUs() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
}
