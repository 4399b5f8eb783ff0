using Google.Protobuf;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Telecom.Simulation.Tests.Engine;

namespace Telecom.Simulation.Tests.Model;

/// <summary>
/// One lane of an agent: a spool of numbered batches, and one connection at a time that sends them, goes back when it is told to, and goes
/// on after what the next Welcome states. It keeps acknowledged batches, since a fail-over may ask for them again.
/// </summary>
internal sealed class SimLane(World world, ProducerLane key, SimClock clock)
{
    private readonly EventLoop _loop = world.Loop;
    private readonly BatchMaker _maker = new(world.Loop);
    private SimConnection? _connection;
    private HashSet<uint> _declared = [];
    private ulong _next;
    private ulong _sentHere;
    private ulong _acknowledgedHere;
    private ulong _forgotten;
    private long _lastHeardUs;
    private bool _welcomed;
    private bool _finishing;
    private bool _planned;

    public ProducerLane Key => key;

    public List<SimBatch> Spool { get; } = [];

    public ulong Acknowledged { get; private set; }

    /// <summary>No more comes of it: its spool was lost.</summary>
    public bool Abandoned { get; private set; }

    /// <summary>Everything was acknowledged, on a connection that began when the world was calm.</summary>
    public bool Done { get; private set; }

    /// <summary>True when it may finish: the last batch was made and the world is calm.</summary>
    public bool Complete { get; set; }

    public void Produce()
    {
        Spool.Add(_maker.Make((ulong)Spool.Count + 1, clock.NowUs));
        Done = false;
        Continue();
    }

    public void Connect()
    {
        if (_connection is not null || Abandoned || Done)
        {
            return;
        }

        _welcomed = false;
        _finishing = false;
        _declared = [];
        _lastHeardUs = _loop.NowUs;
        _connection = new SimConnection(_loop, this, world.AnyReplica());
        _connection.ToServer(new StreamSamplesRequest
        {
            Hello = new Hello { Agent = key.Agent, SpoolEpoch = ByteString.CopyFrom(key.Epoch.ToBytes()), Lane = key.Lane, AgentTimeUs = clock.NowUs, Software = "sim" },
        });
        Guard(_connection);
        if (!_loop.Calm)
        {
            SimConnection mine = _connection;
            _loop.After(_loop.Between(5 * EventLoop.Second, 60 * EventLoop.Second), () =>
            {
                if (mine == _connection)
                {
                    mine.Drain();
                }
            });
        }
    }

    /// <summary>The agent's process dies and begins again, on the spool that it has.</summary>
    public void Crash()
    {
        _loop.Note($"{Name} crashes");
        Leave();

        // What was spooled and not yet synced is lost, but nothing of that was ever sent.
        int keep = (int)Math.Max(_loop.Between(0, Spool.Count), Spool.FindLastIndex(b => b.Sent) + 1);
        if (world.Bug == PlantedBug.SentBeforeSpooled)
        {
            keep = Math.Max((int)Acknowledged, Spool.Count - 2);
        }

        Spool.RemoveRange(keep, Spool.Count - keep);
        Continue();
    }

    /// <summary>The agent's disk is lost; what goes on has a new epoch and is another lane.</summary>
    public void Abandon()
    {
        _loop.Note($"{Name} loses its spool");
        Abandoned = true;
        Leave();
    }

    public void Leave()
    {
        SimConnection? left = _connection;
        _connection = null;
        left?.Cut();
        _loop.After(_loop.Between(50_000, 3 * EventLoop.Second), Connect);
    }

    public void Ended(SimConnection connection, string cause)
    {
        if (connection == _connection)
        {
            _loop.Note($"{Name} is disconnected: {cause}");
            _connection = null;
            _loop.After(_loop.Between(20_000, 2 * EventLoop.Second), Connect);
        }
    }

    public void Receive(SimConnection connection, StreamSamplesResponse message)
    {
        if (connection != _connection)
        {
            return;
        }

        _lastHeardUs = _loop.NowUs;
        switch (message.MessageCase)
        {
            case StreamSamplesResponse.MessageOneofCase.Welcome:
                Welcome(message.Welcome.DurableSequence);
                break;
            case StreamSamplesResponse.MessageOneofCase.Ack:
                Acknowledge(message.Ack.DurableSequence);
                break;
            case StreamSamplesResponse.MessageOneofCase.Rewind:
                _next = message.Rewind.DurableSequence + 1;
                _acknowledgedHere = Math.Min(_acknowledgedHere, message.Rewind.DurableSequence);
                _finishing = false;
                break;
            case StreamSamplesResponse.MessageOneofCase.Drain:
                Finish();
                break;
            case StreamSamplesResponse.MessageOneofCase.Finished:
                Finished(message.Finished.DurableSequence);
                break;
            default:
                break;
        }

        Continue();
    }

    private string Name => $"{key.Agent[^2..]}/{key.Lane}";

    private void Welcome(ulong durable)
    {
        if (durable < Acknowledged && !world.FailsOver)
        {
            throw new SimulationFailedException($"{Name} is welcomed after {durable}, and {Acknowledged} was acknowledged");
        }

        if (durable > (ulong)Spool.Count)
        {
            throw new SimulationFailedException($"{Name} is welcomed after {durable}, and it has only {Spool.Count} batches");
        }

        _welcomed = true;
        Acknowledged = Math.Max(Acknowledged, durable);
        _acknowledgedHere = durable;
        _sentHere = durable;
        _next = durable + 1;
    }

    private void Acknowledge(ulong durable)
    {
        if (durable > _sentHere)
        {
            throw new SimulationFailedException($"{Name} has an acknowledgement of {durable} and has sent only {_sentHere}");
        }

        Acknowledged = Math.Max(Acknowledged, durable);
        _acknowledgedHere = Math.Max(_acknowledgedHere, durable);
        _forgotten = world.Bug == PlantedBug.WindowOffByOne ? Acknowledged + 1 : 0;
    }

    private void Finish()
    {
        if (!_finishing && _welcomed && _connection is { } connection)
        {
            _finishing = true;
            connection.ToServer(new StreamSamplesRequest { Finish = new Finish { LastSequence = _next - 1 } });
        }
    }

    private void Finished(ulong durable)
    {
        SimConnection? finished = _connection;
        _connection = null;
        finished?.Cut();
        Done = Complete && durable == (ulong)Spool.Count;
        _loop.After(_loop.Between(20_000, EventLoop.Second), Connect);
    }

    /// <summary>Sends what there is room for, soon.</summary>
    private void Continue()
    {
        if (!_planned)
        {
            _planned = true;
            _loop.After(_loop.Between(100, 30_000), () =>
            {
                _planned = false;
                SendSome();
            });
        }
    }

    private void SendSome()
    {
        ulong window = (ulong)_loop.Random.Next(1, 9);
        while (_welcomed && !_finishing && _connection is { } connection && _next <= (ulong)Spool.Count && _next <= _acknowledgedHere + window)
        {
            if (_loop.Fault(30) && _next < (ulong)Spool.Count)
            {
                // Out of order, as no good agent sends: it must be told to go back.
                Send(connection, _next + 1);
            }

            Send(connection, _next);
            if (_loop.Fault(15))
            {
                Send(connection, _loop.OneIn(2) ? _next : (ulong)_loop.Between(1, (long)_next));
            }

            _next++;
        }

        if (Complete && _next > (ulong)Spool.Count && _acknowledgedHere >= (ulong)Spool.Count)
        {
            Finish();
        }
    }

    private void Send(SimConnection connection, ulong sequence)
    {
        SimBatch batch = Spool[(int)sequence - 1];
        if (sequence <= _forgotten && sequence > Acknowledged)
        {
            // Let go of too early: it is not there any more.
            return;
        }

        SampleBatch copy = batch.Message.Clone();
        foreach (CircuitHandle handle in batch.Message.Circuits)
        {
            if (!_declared.Add(handle.Handle) && !_loop.OneIn(3))
            {
                copy.Circuits.Remove(handle);
            }
        }

        batch.Sent = true;
        _sentHere = Math.Max(_sentHere, sequence);
        connection.ToServer(new StreamSamplesRequest { Batch = copy });
    }

    /// <summary>Leaves a connection on which nothing comes although something should.</summary>
    private void Guard(SimConnection connection)
    {
        _loop.After(_loop.Calm ? 3 * EventLoop.Second : _loop.Between(3 * EventLoop.Second, 15 * EventLoop.Second), () =>
        {
            if (connection != _connection)
            {
                return;
            }

            bool waits = !_welcomed || _finishing || _acknowledgedHere + 1 < _next;
            if (waits && _loop.NowUs - _lastHeardUs > 2 * EventLoop.Second)
            {
                _loop.Note($"{Name} gives its connection up");
                Leave();
            }
            else
            {
                Guard(connection);
            }
        });
    }
}
