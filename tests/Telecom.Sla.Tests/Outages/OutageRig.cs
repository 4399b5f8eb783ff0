using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.Folding;
using Telecom.Sla.Outages;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.V1;
using Telecom.Storage.Cells;
using Telecom.Storage.Events;
using Telecom.Storage.Log;

namespace Telecom.Sla.Tests.Outages;

/// <summary>One circuit: slices that a test sets, its cells in a store in memory, and the events that looks at them lead to.</summary>
internal sealed class OutageRig
{
    public const string Circuit = "customers/acme/circuits/line-1";
    public const long SliceUs = 10 * UtcInstant.PerSecond;

    /// <summary>2026-11-01T00:00:00Z.</summary>
    public const long Start = RandomBatches.Start;

    private readonly Dictionary<(int Producer, long Minute), MinuteCell> _cells = [];
    private readonly HashSet<(int Producer, long Minute)> _written = [];
    private readonly ReportMatching _reports;

    public OutageRig(AvailabilityRule? rule = null, ReportMatching? reports = null)
    {
        Terms = new CircuitTerms(
            Circuit, "customers/acme/subscriptions/main", "contracts/infopromo", "premium", new UtcInstant(Start), rule ?? AvailabilityRule.Default);
        _reports = reports ?? new ReportMatching(UtcInstant.PerDay, UtcInstant.PerDay);
    }

    public MemoryStore Cells { get; } = new(TimeProvider.System);

    public CircuitTerms Terms { get; }

    public CircuitOutages State { get; private set; } = CircuitOutages.None;

    public List<StoredEvent> Written { get; } = [];

    public OutageDecision Decision => new(_reports);

    /// <summary>Instant of a slice.</summary>
    public static UtcInstant At(long slice) => new(Start + (slice * SliceUs));

    /// <summary>Adds packets of a slice; several calls add up.</summary>
    public void Measure(long slice, uint sent, uint lost, int producer = 0)
    {
        UtcInstant at = At(slice).Plus(3 * UtcInstant.PerSecond);
        long minute = MinuteCell.MinuteOf(at);
        if (!_cells.TryGetValue((producer, minute), out MinuteCell? cell))
        {
            _cells[(producer, minute)] = cell = new MinuteCell(minute);
        }

        cell.AddLoss(at, sent, lost);
        _written.Add((producer, minute));
    }

    /// <summary>Measures slices in a row, "." good, "x" bad, " " nothing.</summary>
    public void Measure(long first, string slices)
    {
        for (int i = 0; i < slices.Length; i++)
        {
            if (slices[i] != ' ')
            {
                Measure(first + i, 2, slices[i] == 'x' ? 2u : 0u);
            }
        }
    }

    /// <summary>Writes what was measured since the last time.</summary>
    /// <returns>Oldest minute that was written; null: none.</returns>
    public async Task<long?> WriteAsync()
    {
        long? oldest = _written.Count == 0 ? null : _written.Min(key => key.Minute);
        foreach (IGrouping<int, (int Producer, long Minute)> own in _written.GroupBy(key => key.Producer))
        {
            CellWrite[] writes = [.. own.Select(key => new CellWrite(new CellKey(Circuit, $"customers/acme/agents/probe-{key.Producer}", key.Minute), MinuteCellCodec.Encode(_cells[key])))];
            Assert.True(await Cells.ApplyAsync(await LeaseAsync(own.Key), Cells.PositionOf(own.Key), new LogPosition(1, 1), new FoldWrites(writes, [], []), default));
        }

        _written.Clear();
        return oldest;
    }

    /// <summary>Rolls up what ended before a slice.</summary>
    public async Task RollUpAsync(long slice, int producers)
    {
        for (int producer = 0; producer < producers; producer++)
        {
            RollupMaker maker = new(producer, Cells, 50);
            while (await maker.MakeAsync(await LeaseAsync(producer), Cells.PositionOf(producer), MinuteCell.MinuteOf(At(slice)), default) is { More: true })
            {
            }
        }
    }

    /// <summary>Looks from a slice to before another one, and takes the events in.</summary>
    public async Task<IReadOnlyList<OutageEventKind>> LookAsync(long from, long to, UtcInstant? now = null)
    {
        OutageFinder finder = new(Cells, Terms, new UtcInstant(Start));
        OutageLook look = await finder.LookAsync(State, At(from), At(to), default);
        return Take(Decision.Of(State, look, Terms, now ?? At(to)));
    }

    /// <summary>Looks at the whole time to before a slice.</summary>
    public Task<IReadOnlyList<OutageEventKind>> LookAsync(long to) => LookAsync(0, to);

    /// <summary>Takes a plan in, as the store and the projection would.</summary>
    public IReadOnlyList<OutageEventKind> Take(OutagePlan plan)
    {
        foreach (NewEvent one in plan.Events)
        {
            Assert.DoesNotContain(Written, known => known.Id == one.Id);
            StoredEvent stored = new(Written.Count + 1, FactStreams.OfCircuit(Circuit), State.Version + 1, one.Id, one.Type, one.Data, one.RecordedAtUs);
            Written.Add(stored);
            State = OutageFold.Apply(Circuit, State, stored, out _);
        }

        Assert.Equal(plan.State.Version, State.Version);
        return [.. plan.Events.Where(one => one.Type != ReportReceived.Type).Select(one => OutageTypes.KindOf(one.Type))];
    }

    /// <summary>Recorded outages that were not withdrawn, in slices from the start.</summary>
    public IReadOnlyList<(long First, long End, bool Ongoing)> Live =>
    [
        .. State.Live.OrderBy(outage => outage.StartUs)
            .Select(outage => ((outage.StartUs - Start) / SliceUs, outage.Ongoing ? -1 : (outage.EndUs - Start) / SliceUs, outage.Ongoing)),
    ];

    private async Task<PartitionLease> LeaseAsync(int partition) =>
        (await Cells.AcquireLeaseAsync(partition, new Guid(partition + 1, 0, 0, new byte[8]), TimeSpan.FromHours(1), default))!;
}
