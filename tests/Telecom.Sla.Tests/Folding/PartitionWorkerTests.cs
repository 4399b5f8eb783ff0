using Microsoft.Extensions.Logging;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Tests.Folding;

public sealed class PartitionWorkerTests : IDisposable
{
    /// <summary>No record comes twice in these logs: a replay means that memory and store had come apart.</summary>
    internal const int ReplayedEvent = 3006;

    private readonly WorkerRig _rig = new(1, o => (o.MaxStepBytes, o.MaxBacklogStepBytes) = (4096, 4096));
    private readonly List<Batch> _batches = RandomBatches.Make(new Random(11), 60, 4, 5);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_worker_takes_the_lease_and_folds_everything_in_bounded_steps()
    {
        _rig.Append(_batches);
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());

        await _rig.FoldAllAsync(worker);

        Assert.True(_rig.Store.Applied > 3);
        Assert.True(worker.State.Owned);
        AssertExact();
    }

    [Fact]
    public async Task A_process_that_dies_between_read_and_apply_leaves_nothing_behind_and_the_next_one_counts_exactly()
    {
        _rig.Append(_batches);
        PartitionWorker dying = _rig.Worker(Guid.NewGuid());
        await dying.StepAsync(default);
        _rig.Store.BeforeApply = _ => new InvalidOperationException("the process is gone");
        await dying.StepAsync(default);
        _rig.Store.BeforeApply = _ => null;

        PartitionWorker next = _rig.Worker(Guid.NewGuid());
        await next.StepAsync(default);
        Assert.False(next.State.Owned);
        _rig.Time.Advance(_rig.Options.LeaseDuration);
        await _rig.FoldAllAsync(next);

        AssertExact();
    }

    [Fact]
    public async Task A_step_that_was_written_although_its_answer_was_lost_is_not_counted_again()
    {
        _rig.Append(_batches);
        int lost = 0;
        _rig.Store.AfterApply = _ => ++lost % 2 == 1 ? new StoreUnavailableException("the answer is lost", TimeSpan.FromMilliseconds(10)) : null;

        await _rig.FoldAllAsync(_rig.Worker(Guid.NewGuid()));

        Assert.True(lost > 3);
        AssertExact();
    }

    [Fact]
    public async Task A_stale_owner_writes_nothing_and_the_counts_stay_exact()
    {
        _rig.Append(_batches);
        Guid stale = Guid.NewGuid();
        Guid fresh = Guid.NewGuid();
        PartitionWorker first = _rig.Worker(stale);
        PartitionWorker second = _rig.Worker(fresh);
        await first.StepAsync(default);
        await second.StepAsync(default);
        Assert.Equal([stale], _rig.Store.Writers);

        // The first owner reads, then stands still for longer than its lease; meanwhile the second takes over and goes on.
        bool paused = false;
        _rig.Store.BeforeApply = lease =>
        {
            if (lease.Owner == stale && !paused)
            {
                paused = true;
                _rig.Time.Advance(_rig.Options.LeaseDuration);
                Assert.True(second.StepAsync(default).AsTask().IsCompletedSuccessfully);
            }

            return null;
        };
        await first.StepAsync(default);

        Assert.True(paused);
        Assert.Equal(1, _rig.Store.Refused);
        Assert.Equal([stale, fresh], _rig.Store.Writers);
        Assert.True(second.State.Owned);

        await first.StepAsync(default);
        Assert.False(first.State.Owned);
        await _rig.FoldAllAsync(second);
        Assert.DoesNotContain(stale, _rig.Store.Writers.Skip(1));
        AssertExact();
    }

    [Fact]
    public async Task A_refused_step_makes_the_owner_begin_again_from_the_store()
    {
        _rig.Append(_batches);
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        await worker.StepAsync(default);
        PartitionLease other = _rig.Store.StealLease(0, Guid.NewGuid());
        await _rig.Store.ReleaseLeaseAsync(other, default);

        await _rig.FoldAllAsync(worker);

        Assert.Equal((0, 1), (_rig.Store.Refused, _rig.Store.RefusedReads));
        Assert.Contains(_rig.Logs.Entries, l => l is { Level: LogLevel.Warning, Id.Id: 3003 });
        AssertExact();
    }

    [Fact]
    public async Task An_owner_that_slept_while_another_came_and_went_forgets_what_it_knew()
    {
        PartitionWorker first = _rig.Worker(Guid.NewGuid());
        PartitionWorker second = _rig.Worker(Guid.NewGuid());
        for (int i = 0; i < _batches.Count; i += 10)
        {
            _rig.Append(_batches.Skip(i).Take(10));
            await _rig.FoldAllAsync(i / 10 % 2 == 0 ? first : second);
            _rig.Time.Advance(_rig.Options.LeaseDuration);
        }

        Assert.Equal(0, _rig.Store.Refused);
        Assert.Equal(2, _rig.Store.Writers.Distinct().Count());
        AssertExact();
    }

    [Fact]
    public async Task Only_one_of_two_owners_folds_and_the_other_waits()
    {
        PartitionWorker first = _rig.Worker(Guid.NewGuid());
        PartitionWorker second = _rig.Worker(Guid.NewGuid());
        for (int i = 0; i < _batches.Count; i++)
        {
            _rig.Append([_batches[i]]);
            await first.StepAsync(default);
            await second.StepAsync(default);
            _rig.Time.Advance(TimeSpan.FromMilliseconds(600));
        }

        Assert.Single(_rig.Store.Writers.Distinct());
        Assert.True(first.State.Owned);
        Assert.False(second.State.Owned);
        AssertExact();
    }

    [Fact]
    public async Task A_lease_that_is_given_back_is_taken_at_the_next_try()
    {
        PartitionWorker first = _rig.Worker(Guid.NewGuid());
        PartitionWorker second = _rig.Worker(Guid.NewGuid());
        _rig.Append(_batches.Take(30));
        await first.StepAsync(default);
        await second.StepAsync(default);

        await first.ReleaseAsync(default);
        _rig.Time.Advance(_rig.Options.AcquireInterval);
        _rig.Append(_batches.Skip(30));
        await _rig.FoldAllAsync(second);

        Assert.Equal(1, _rig.Store.Released);
        Assert.True(second.State.Owned);
        AssertExact();
    }

    [Fact]
    public async Task A_lease_is_renewed_in_time_and_not_at_every_step()
    {
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        for (int i = 0; i < 100; i++)
        {
            await worker.StepAsync(default);
            _rig.Time.Advance(TimeSpan.FromMilliseconds(300));
        }

        // 30 s, renewed every 3 s: at least one renewal in each third of a lease, and no renewal at most steps.
        Assert.InRange(_rig.Store.Acquired, 9, 11);
        Assert.True(worker.State.Owned);
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_left_alone_as_long_as_it_asks()
    {
        _rig.Append(_batches);
        int tries = 0;
        _rig.Store.BeforeApply = _ =>
        {
            tries++;
            return new StoreUnavailableException("disk full", TimeSpan.FromSeconds(5));
        };
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        for (int i = 0; i < 20; i++)
        {
            Assert.False(await worker.StepAsync(default));
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(4, tries);
        Assert.Single(_rig.Logs.Entries, l => l.Id.Id == 3005);
        _rig.Store.BeforeApply = _ => null;
        await _rig.FoldAllAsync(worker);
        AssertExact();
    }

    [Fact]
    public async Task A_record_that_cannot_be_folded_stops_its_partition_after_what_came_before_and_says_so_at_every_attempt()
    {
        _rig.Append(_batches.Take(20));
        _rig.Log.Append(0, [0xff, 0xff]);
        _rig.Append(_batches.Skip(20));
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        for (int i = 0; i < 130; i++)
        {
            await worker.StepAsync(default);
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(worker.State.Failed);
        Assert.False(_rig.Store.IsLeased(0));
        Assert.Equal(20, _rig.Store.PositionOf(0).Minor);
        string[] errors = [.. _rig.Logs.Entries.Where(l => l is { Level: LogLevel.Error, Id.Id: 3004 }).Select(l => l.Text)];
        Assert.InRange(errors.Length, 2, 3);
        Assert.All(errors, text => Assert.Contains("1/21", text, StringComparison.Ordinal));
        Tally.Of(_batches.Take(20)).AssertEqual(_rig.Store.CellsOf(0));
    }

    [Fact]
    public async Task A_record_whose_columns_are_bad_stops_its_partition_without_a_trace_of_it()
    {
        string circuit = RandomBatches.Circuit(1);
        Sample[] samples = [Sample.Latency(circuit, RandomBatches.Start, 5), Sample.Loss(circuit, RandomBatches.Start, 1, 2)];
        Batch bad = new(RandomBatches.Lane(0), 1000, RandomBatches.Start, samples);
        _rig.Append(_batches.Take(20));
        _rig.Append([bad]);
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        for (int i = 0; i < 20; i++)
        {
            await worker.StepAsync(default);
        }

        Assert.True(worker.State.Failed);
        Assert.Equal(20, _rig.Store.PositionOf(0).Minor);
        Tally.Of(_batches.Take(20)).AssertEqual(_rig.Store.CellsOf(0));
    }

    private void AssertExact()
    {
        Tally tally = Tally.Of(_batches);
        tally.AssertEqual(_rig.Store.CellsOf(0));
        Assert.Equal(tally.Late.ToHashSet(), _rig.Store.AllLate().ToHashSet());
        Assert.DoesNotContain(_rig.Logs.Entries, l => l.Id.Id == ReplayedEvent);
        Assert.Equal(
            _batches.Sum(b => b.Samples.Count),
            _rig.Store.AllProgress().Sum(p => (long)(p.FoldedSamples + p.TooLateSamples)));
    }
}
