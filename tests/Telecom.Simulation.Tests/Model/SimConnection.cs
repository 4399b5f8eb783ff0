using Telecom.Ingestion.V1;
using Telecom.Simulation.Tests.Engine;

namespace Telecom.Simulation.Tests.Model;

/// <summary>
/// One connection of a lane to a replica. Messages of one direction arrive in order or, after a cut, not at all; each side learns of a cut
/// at a time of its own, so that an agent may have two connections while the older one still delivers.
/// </summary>
internal sealed class SimConnection
{
    private readonly EventLoop _loop;
    private readonly SimLane _client;
    private readonly SimReplica _replica;
    private SimStream? _server;
    private long _lastToServerUs;
    private long _lastToClientUs;
    private bool _toServerCut;
    private bool _toClientCut;

    public SimConnection(EventLoop loop, SimLane client, SimReplica replica)
    {
        _loop = loop;
        _client = client;
        _replica = replica;
        Send(() => _server = replica.Open(this));
    }

    public void ToServer(StreamSamplesRequest message) => Send(() => _server?.Receive(message));

    public void ToClient(StreamSamplesResponse message)
    {
        _lastToClientUs = Math.Max(_lastToClientUs, _loop.NowUs + DelayUs());
        _loop.At(_lastToClientUs, () =>
        {
            if (!_toClientCut)
            {
                _client.Receive(this, message);
            }
        });
    }

    /// <summary>The server is done with the stream; the client sees its end after the last message.</summary>
    public void EndedByServer(string cause)
    {
        _lastToClientUs = Math.Max(_lastToClientUs, _loop.NowUs + DelayUs());
        _loop.At(_lastToClientUs, () =>
        {
            if (!_toClientCut)
            {
                _client.Ended(this, cause);
            }
        });
    }

    /// <summary>The network breaks the connection, or the client leaves it.</summary>
    public void Cut()
    {
        _toClientCut = true;

        // What is under way to the server may still arrive, or not; and the server may learn of the end late.
        _toServerCut = _loop.OneIn(2);
        _loop.After(_loop.Calm ? 1_000 : _loop.Between(1_000, 20 * EventLoop.Second), () => _replica.Process.Deliver(() =>
        {
            _toServerCut = true;
            _server?.Stop();
        }));
        _loop.After(_loop.Between(1_000, 2 * EventLoop.Second), () => _client.Ended(this, "cut"));
    }

    public void Drain() => Send(() => _server?.Announce(new Drain { Reason = "moved" }));

    private void Send(Action deliver)
    {
        _lastToServerUs = Math.Max(_lastToServerUs, _loop.NowUs + DelayUs());
        _loop.At(_lastToServerUs, () =>
        {
            if (!_toServerCut)
            {
                _replica.Process.Deliver(deliver);
            }
        });
    }

    private long DelayUs() => _loop.Fault(40) ? _loop.Between(200_000, 4 * EventLoop.Second) : _loop.Between(500, 60_000);
}
