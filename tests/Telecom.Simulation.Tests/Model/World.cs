using System.Globalization;
using Telecom.Sla.Domain.Names;
using Telecom.Simulation.Tests.Engine;
using Telecom.Simulation.Tests.Stores;
using Telecom.Storage.Cells;

namespace Telecom.Simulation.Tests.Model;

/// <summary>Agents, two replicas of ingestion, two of measurement, the log's machine and the cells' machine, and everything that happens to them.</summary>
internal sealed class World
{
    public const int Partitions = 3;
    private const long MostEvents = 150_000;

    private readonly SimClock _ingestionClock;
    private readonly SimClock _slaClock;
    private readonly SimClock _storeClock;
    private readonly SimClock _agentClock;
    private readonly SimReplica[] _replicas = new SimReplica[2];
    private readonly SimSla[] _folders = new SimSla[2];
    private readonly List<Task> _watched = [];
    private readonly List<SimLane> _lanes = [];
    private readonly long _calmAtUs;
    private int _names;

    public World(int seed, PlantedBug bug, bool tracing = false)
    {
        Bug = bug;
        Loop = new EventLoop(seed, tracing);
        Random random = Loop.Random;
        FailsOver = random.Next(4) == 0;
        _calmAtUs = Loop.Between(40, 150) * EventLoop.Second;
        _ingestionClock = new SimClock(Loop);
        _slaClock = new SimClock(Loop);
        _storeClock = new SimClock(Loop);
        _agentClock = new SimClock(Loop);
        Log = new SimLog(Loop, new SimMachine(Loop, "the log's machine"), Partitions, bug);
        Cells = new SimCells(Loop, new SimMachine(Loop, "the cells' machine"), _storeClock, Partitions, bug) { Ghost = CheckFolded };
        for (int i = 0; i < 2; i++)
        {
            _replicas[i] = new SimReplica(this, NextName("ingestion"), _ingestionClock);
            _folders[i] = new SimSla(this, NextName("sla"), _slaClock);
        }

        int agents = random.Next(1, 4);
        for (int a = 0; a < agents; a++)
        {
            for (uint lane = 0; lane < 1 + (uint)random.Next(2); lane++)
            {
                AddLane(string.Create(CultureInfo.InvariantCulture, $"customers/acme/agents/a{a}"), lane, random.Next(6, 20));
            }
        }

        PlanFault();
    }

    public EventLoop Loop { get; }

    public PlantedBug Bug { get; }

    /// <summary>In this world replicas take over that lack the last acknowledged batches; agents then send them again.</summary>
    public bool FailsOver { get; }

    public SimLog Log { get; }

    public SimCells Cells { get; }

    public IReadOnlyList<SimLane> Lanes => _lanes;

    public int Crashes { get; private set; }

    public int FailOvers { get; private set; }

    public SimReplica AnyReplica() => _replicas[Loop.Random.Next(_replicas.Length)];

    /// <summary>A task of the world: when it fails with anything that is not expected, so does the world.</summary>
    public void Watch(Task task) => _watched.Add(task);

    /// <summary>Runs the world to its end, where everything is acknowledged, stored and folded, or it fails.</summary>
    public void Run()
    {
        Loop.Run(_calmAtUs, Failed, MostEvents);
        ThrowIfFailed();
        CalmDown();
        Loop.Run(long.MaxValue, () => Failed() || Settled(), MostEvents);
        ThrowIfFailed();
        if (!Settled())
        {
            throw new SimulationFailedException(
                $"the world does not settle: {string.Join(", ", _lanes.Select(l => $"{l.Key.Agent[^2..]}/{l.Key.Lane} acknowledged {l.Acknowledged} of {l.Spool.Count}"))}; "
                    + $"folded to {string.Join(", ", Enumerable.Range(0, Partitions).Select(p => Cells.Of(p).Position))} of {string.Join(", ", Enumerable.Range(0, Partitions).Select(Log.Durable.End))}");
        }
    }

    private void CalmDown()
    {
        Loop.Note("the world is calm from now on");
        Loop.Calm = true;
        foreach (SimLane lane in _lanes)
        {
            // A connection that knows nothing of a fail-over would never ask for what it lost.
            lane.Complete = true;
            lane.Leave();
        }
    }

    private bool Settled() => _lanes.All(l => l.Done || l.Abandoned)
        && Enumerable.Range(0, Partitions).All(IsFolded);

    /// <summary>Everything in the log is folded. A log that fell back may end before what was folded of it, when nobody can send that again.</summary>
    private bool IsFolded(int partition) => FailOvers > 0
        ? Cells.Of(partition).Position >= Log.Durable.End(partition)
        : Cells.Of(partition).Position == Log.Durable.End(partition);

    private bool Failed() => _watched.Exists(static t => t.IsFaulted);

    private void ThrowIfFailed()
    {
        if (_watched.Find(static t => t.IsFaulted)?.Exception?.InnerException is { } exception)
        {
            throw exception as SimulationFailedException ?? new SimulationFailedException($"a process failed: {exception}", exception);
        }
    }

    private string NextName(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{++_names}");

    private void AddLane(string agent, uint number, int batches)
    {
        byte[] bytes = new byte[SpoolEpoch.Length];
        Loop.Random.NextBytes(bytes);
        bytes[0] |= 1;
        SpoolEpoch.TryRead(bytes, out SpoolEpoch epoch);
        SimLane lane = new(this, new ProducerLane(agent, epoch, number), _agentClock);
        _lanes.Add(lane);
        Produce(lane, batches);
        Loop.After(Loop.Between(1_000, EventLoop.Second), lane.Connect);
    }

    private void Produce(SimLane lane, int batches)
    {
        if (batches > 0 && !lane.Abandoned && !Loop.Calm)
        {
            lane.Produce();
            Loop.After(Loop.OneIn(3) ? Loop.Between(1_000, 100_000) : Loop.Between(200_000, 8 * EventLoop.Second), () => Produce(lane, batches - 1));
        }
    }

    private void PlanFault() => Loop.After(Loop.Between(500_000, 12 * EventLoop.Second), () =>
    {
        if (!Loop.Calm)
        {
            Harm();
            PlanFault();
        }
    });

    private void Harm()
    {
        int which = Loop.Random.Next(2);
        SimLane lane = _lanes[Loop.Random.Next(_lanes.Count)];
        switch (Loop.Random.Next(14))
        {
            case 0 or 1:
                Crashes++;
                _replicas[which].Kill();
                _replicas[which] = new SimReplica(this, NextName("ingestion"), _ingestionClock);
                break;
            case 2 or 3:
                Crashes++;
                _folders[which].Kill();
                _folders[which] = new SimSla(this, NextName("sla"), _slaClock);
                break;
            case 4:
                _replicas[which].Process.Stall(Loop.Between(100_000, 10 * EventLoop.Second));
                break;
            case 5 or 6:
                // Longer than a lease: it wakes up as an owner that is none any more.
                _folders[which].Process.Stall(Loop.Between(EventLoop.Second, 30 * EventLoop.Second));
                break;
            case 7:
                Log.OnNextAppend = () => Loop.After(Loop.Between(0, 30_000), () => CrashMachine(Log.Machine, Log.LoseUnsynced));
                break;
            case 8:
                Cells.OnNextStep = () => Loop.After(Loop.Between(0, 100_000), () => CrashMachine(Cells.Machine, Cells.LoseUnsynced));
                break;
            case 9:
                lane.Crash();
                break;
            case 10 when !lane.Abandoned && Loop.OneIn(3):
                lane.Abandon();
                AddLane(lane.Key.Agent, lane.Key.Lane, Loop.Random.Next(3, 10));
                break;
            case 11:
                SimClock clock = new[] { _ingestionClock, _slaClock, _storeClock, _agentClock }[Loop.Random.Next(4)];
                clock.Jump(Loop.Between(-3_600, 3_600) * EventLoop.Second);
                Loop.Note("a clock jumps");
                break;
            case 12 when FailsOver:
                Log.Replicate();
                Cells.Replicate();
                Loop.After(Loop.Between(100_000, 5 * EventLoop.Second), FailOver);
                break;
            default:
                lane.Leave();
                break;
        }
    }

    private void CrashMachine(SimMachine machine, Action lose)
    {
        if (machine.Up && !Loop.Calm)
        {
            Crashes++;
            machine.Crash(lose, Loop.Between(50_000, 4 * EventLoop.Second));
        }
    }

    /// <summary>Nothing is folded that is not durable in the log.</summary>
    private void CheckFolded(FoldWrites writes)
    {
        foreach (LaneProgress progress in writes.Progress)
        {
            ulong durable = Log.Durable.LastOf(progress.Lane);
            if (progress.FoldedSequence > durable && !FailsOver)
            {
                throw new SimulationFailedException($"{progress.Lane} is folded to {progress.FoldedSequence}, and {durable} is durable");
            }
        }
    }

    private void FailOver()
    {
        if (!Loop.Calm)
        {
            FailOvers++;
            Loop.Note("a replica takes over that lacks the last batches");
            Log.FailOver();
            Cells.FailOver();
        }
    }
}
