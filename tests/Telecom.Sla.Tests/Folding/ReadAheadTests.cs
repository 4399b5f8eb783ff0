using Microsoft.Extensions.Logging;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Tests.Folding;

/// <summary>
/// A replaced owner reads, its successor having moved; then the store crashes and loses the successor's lease and steps, so that the first
/// owner's write is at the newest fence and the expected position.
/// </summary>
public sealed class ReadAheadTests : IDisposable
{
    private readonly WorkerRig _rig = new(1, options => (options.MaxStepBytes, options.MaxBacklogStepBytes) = (4096, 4096));
    private readonly List<Batch> _batches = RandomBatches.Make(new Random(11), 60, 4, 5);
    private readonly Guid _owner = Guid.NewGuid();
    private readonly PartitionWorker _first;
    private readonly PartitionWorker _second;
    private Action? _crash;

    public ReadAheadTests()
    {
        _rig.Options.MaxHotCells = 0;
        _rig.Options.MaxHotLanes = 0;
        _first = _rig.Worker(_owner);
        _second = _rig.Worker(Guid.NewGuid());
        _rig.Store.BeforeApply = lease =>
        {
            CrashBefore(lease);
            return null;
        };
        _rig.Store.BeforeRollups = CrashBefore;
    }

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_a_replaced_owner_read_of_its_successors_step_is_not_counted_when_a_crash_takes_the_step_back(int read)
    {
        _rig.Append(_batches);
        await _first.StepAsync(default);
        int applied = _rig.Store.Applied;

        // A step reads progress first, and then cells.
        SucceedBeforeRead(read);
        await _first.StepAsync(default);

        Assert.Equal(1, _rig.Store.RefusedReads);
        Assert.Equal(applied + 1, _rig.Store.Applied);
        Assert.Contains(_rig.Logs.Entries, l => l is { Level: LogLevel.Warning, Id.Id: 3003 });
        Crash();
        await _rig.FoldAllAsync(_first);
        AssertExact();
    }

    [Fact]
    public async Task What_a_replaced_owner_read_of_its_successors_cells_is_not_rolled_up_when_a_crash_takes_the_cells_back()
    {
        _rig.Append(_batches);
        await _rig.FoldAllAsync(_first);
        _rig.Time.Advance(TimeSpan.FromDays(2));
        Batch last = _batches[^1];
        string circuit = RandomBatches.Circuit(1);
        long at = RandomBatches.Start + 1;

        // The first owner has nothing to fold, and rolls up; the record comes when it has looked at the log.
        SucceedBeforeRead(1, () => _rig.Append([new Batch(last.Lane, last.Sequence + 1, at, [Sample.Latency(circuit, at, 5)])]));
        await _first.StepAsync(default);

        Assert.Equal(1, _rig.Store.RefusedReads);
        Crash();
        AssertRollupsExact();
        await _first.StepAsync(default);
        await _first.StepAsync(default);
        Assert.NotEmpty(_rig.Store.RollupsOf(0));
        AssertRollupsExact();
    }

    /// <summary>At the first owner's next such read the second owner has taken over and made a step.</summary>
    private void SucceedBeforeRead(int read, Action? before = null)
    {
        int reads = 0;
        _rig.Store.BeforeRead = lease =>
        {
            if (lease.Owner == _owner && ++reads == read)
            {
                before?.Invoke();
                Action crash = _rig.Store.Remember();
                _rig.Time.Advance(_rig.Options.LeaseDuration);
                Assert.True(_second.StepAsync(default).AsTask().IsCompletedSuccessfully);
                Assert.True(_second.State.Owned);
                _crash = crash;
            }
        };
    }

    /// <summary>A write of the first owner comes to the store after the crash.</summary>
    private void CrashBefore(PartitionLease lease)
    {
        if (lease.Owner == _owner)
        {
            Crash();
        }
    }

    private void Crash()
    {
        _crash?.Invoke();
        _crash = null;
    }

    private void AssertExact()
    {
        Tally.Of(_batches).AssertEqual(_rig.Store.CellsOf(0));
        Assert.DoesNotContain(_rig.Logs.Entries, l => l.Id.Id == PartitionWorkerTests.ReplayedEvent);
        Assert.Equal(_batches.Sum(b => b.Samples.Count), _rig.Store.AllProgress().Sum(p => (long)(p.FoldedSamples + p.TooLateSamples)));
    }

    private void AssertRollupsExact()
    {
        foreach ((RollupKey key, byte[] bytes) in _rig.Store.RollupsOf(0).Where(one => one.Key.Level == RollupLevel.Hour))
        {
            RollupCell expected = new(RollupSpan.Hour, key.Start);
            foreach ((CellKey cell, byte[] minute) in _rig.Store.CellsOf(0)
                .Where(one => one.Key.Circuit == key.Circuit && one.Key.Agent == key.Agent && one.Key.Minute / 60 * 60 == key.Start).OrderBy(one => one.Key.Minute))
            {
                expected.Add(MinuteCellCodec.Decode(minute));
            }

            Assert.Equal(RollupCodec.Encode(expected), bytes);
        }
    }
}
