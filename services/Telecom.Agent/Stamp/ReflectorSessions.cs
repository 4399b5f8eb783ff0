using System.Net;

namespace Telecom.Agent.Stamp;

/// <summary>Sequence numbers of a stateful reflector, by the sender's address and port, bounded in number and forgotten when idle.</summary>
/// <param name="maximum">Most sessions.</param>
/// <param name="idleTicks">Monotonic ticks after which an idle session is forgotten.</param>
internal sealed class ReflectorSessions(int maximum, long idleTicks)
{
    private readonly Dictionary<SocketAddress, Session> _sessions = [];
    private long _sweptAt = long.MinValue;

    /// <summary>Sessions remembered.</summary>
    public int Count => _sessions.Count;

    /// <summary>The next sequence number of a session, from 0.</summary>
    /// <param name="peer">Sender's address and port.</param>
    /// <param name="now">Monotonic reading.</param>
    /// <param name="sequence">The number.</param>
    /// <returns>False when the session is new and there is no room for it.</returns>
    public bool TryNext(SocketAddress peer, long now, out uint sequence)
    {
        if (!_sessions.TryGetValue(peer, out Session? session))
        {
            Sweep(now);
            if (_sessions.Count >= maximum)
            {
                sequence = 0;
                return false;
            }

            SocketAddress key = new(peer.Family, peer.Size);
            peer.Buffer.Span[..peer.Size].CopyTo(key.Buffer.Span);
            session = new Session();
            _sessions.Add(key, session);
        }

        session.LastSeen = now;
        sequence = session.Next++;
        return true;
    }

    // At most once per quarter of the idle time, so that a flood of new sessions does not make every packet walk the table.
    private void Sweep(long now)
    {
        if (_sweptAt != long.MinValue && now - _sweptAt < idleTicks / 4)
        {
            return;
        }

        _sweptAt = now;
        foreach ((SocketAddress peer, Session session) in _sessions)
        {
            if (now - session.LastSeen > idleTicks)
            {
                _sessions.Remove(peer);
            }
        }
    }

    private sealed class Session
    {
        public uint Next { get; set; }

        public long LastSeen { get; set; }
    }
}
