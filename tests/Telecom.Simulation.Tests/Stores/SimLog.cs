using Telecom.Sla.Domain.Names;
using Telecom.Simulation.Tests.Engine;
using Telecom.Storage.Log;

namespace Telecom.Simulation.Tests.Stores;

/// <summary>
/// The sample log as a model of the contract: what is written is not yet durable, a sync makes everything durable that was written before
/// it began, and only then is anybody answered. A crash keeps some first part of what was not synced, by chance, and loses the rest.
/// </summary>
internal sealed class SimLog(EventLoop loop, SimMachine machine, int partitions, PlantedBug bug)
{
    private readonly List<(AppendEntry? Entry, LogPosition Position, Action Answer)> _unsynced = [];
    private readonly bool _slowDisk = loop.OneIn(3);
    private LogState _written = new(partitions);
    private LogState? _replica;
    private bool _syncing;
    private long _records;
    private int _incarnation = 1;

    public LogState Durable { get; private set; } = new(partitions);

    public SimMachine Machine => machine;

    public int Lost { get; private set; }

    /// <summary>Called once, when the next append is written and not yet synced.</summary>
    public Action? OnNextAppend { get; set; }

    public void Append(AppendEntry entry, Action<AppendResult> answer)
    {
        ulong last = _written.LastOf(entry.Lane);
        bool known = entry.Sequence <= last && bug != PlantedBug.NoDeduplication;
        if (known)
        {
            ReadOnlyMemory<byte> outcome = _written.Lanes[entry.Lane].Outcomes.GetValueOrDefault(entry.Sequence);
            Hold(null, default, () => answer(new AppendResult(AppendOutcome.Duplicate, last, outcome)), bug == PlantedBug.DuplicateAnsweredBeforeDurable);
            return;
        }

        if (entry.Sequence > last + 1 && bug != PlantedBug.GapAccepted)
        {
            Hold(null, default, () => answer(new AppendResult(AppendOutcome.Gap, last, default)), false);
            return;
        }

        LogPosition position = new(_incarnation, ++_records);
        _written.Append(entry, position);
        Hold(entry, position, () => answer(new AppendResult(AppendOutcome.Appended, entry.Sequence, default)), bug == PlantedBug.AcknowledgedBeforeDurable);
    }

    public ProducerPosition? Producer(ProducerLane lane)
    {
        LogState state = bug == PlantedBug.WelcomeStatesWhatIsOnlyWritten ? _written : Durable;
        return state.Lanes.TryGetValue(lane, out LogState.LaneLog? log) ? new ProducerPosition(lane, log.Last, log.Stored, log.Refused) : null;
    }

    public IReadOnlyList<LogEntry> Read(int partition, LogPosition after, int maxBytes)
    {
        IReadOnlyList<LogEntry> records = (bug == PlantedBug.UnsyncedRead ? _written : Durable).Records(partition);
        int first = records.Count;
        while (first > 0 && records[first - 1].Position > after)
        {
            first--;
        }

        if (bug == PlantedBug.ReadSkipsARecord && first + 1 < records.Count && loop.OneIn(100))
        {
            first++;
        }

        List<LogEntry> taken = [];
        int bytes = 0;
        for (int i = first; i < records.Count && (taken.Count == 0 || bytes + records[i].Record.Length <= maxBytes); i++)
        {
            taken.Add(records[i]);
            bytes += records[i].Record.Length;
        }

        return taken;
    }

    /// <summary>Power is gone: of what was not synced some first part is there afterwards.</summary>
    public void LoseUnsynced()
    {
        int entries = _unsynced.Count(u => u.Entry is not null);
        int keep = loop.Random.Next(entries + 1);
        Lost += entries - keep;
        foreach ((AppendEntry? entry, LogPosition position, _) in _unsynced)
        {
            if (entry is not null && keep-- > 0)
            {
                Durable.Append(entry, position);
            }
        }

        Restart();
    }

    /// <summary>What a replica has from now on, until the next call.</summary>
    public void Replicate() => _replica = Durable.Clone();

    /// <summary>The replica takes over, with all that it does not have lost.</summary>
    public void FailOver()
    {
        Durable = _replica?.Clone() ?? Durable;
        Restart();
        machine.Break();
    }

    private void Restart()
    {
        _unsynced.Clear();
        _syncing = false;
        _incarnation++;
        _written = Durable.Clone();
    }

    private void Hold(AppendEntry? entry, LogPosition position, Action answer, bool early)
    {
        if (early)
        {
            answer();
            answer = static () => { };
        }

        _unsynced.Add((entry, position, answer));
        OnNextAppend?.Invoke();
        OnNextAppend = null;
        if (!_syncing)
        {
            _syncing = true;
            Sync();
        }
    }

    private void Sync()
    {
        int covered = _unsynced.Count;
        int incarnation = _incarnation;
        loop.After(loop.Fault(_slowDisk ? 2 : 30) ? loop.Between(50_000, 500_000) : loop.Between(200, 8_000), () =>
        {
            if (incarnation != _incarnation)
            {
                return;
            }

            if (loop.Fault(150))
            {
                loop.Note("a sync of the log fails");
                LoseUnsynced();
                machine.Break();
                return;
            }

            List<(AppendEntry? Entry, LogPosition Position, Action Answer)> done = _unsynced.GetRange(0, covered);
            _unsynced.RemoveRange(0, covered);
            foreach ((AppendEntry? entry, LogPosition position, _) in done)
            {
                if (entry is not null)
                {
                    Durable.Append(entry, position);
                }
            }

            done.ForEach(d => d.Answer());
            _syncing = _unsynced.Count > 0;
            if (_syncing)
            {
                Sync();
            }
        });
    }
}
