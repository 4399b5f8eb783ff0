using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage;

namespace Telecom.Sla.Tests.Folding;

/// <summary>How far a worker says that it is behind.</summary>
public sealed class LagTests : IDisposable
{
    private readonly WorkerRig _rig = new(1, o => (o.MaxStepBytes, o.MaxBacklogStepBytes) = (4096, 4096));
    private readonly List<Batch> _batches = RandomBatches.Make(new Random(11), 60, 4, 5);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_lag_is_the_age_of_what_is_not_counted_yet_and_zero_when_nothing_waits()
    {
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        FoldHealth health = new(_rig.Time);
        health.Begin([worker.State]);
        await worker.StepAsync(default);
        Assert.Equal(TimeSpan.Zero, health.Lag);

        _rig.Append(_batches);
        _rig.Store.BeforeApply = _ => new StoreUnavailableException("disk full", TimeSpan.FromSeconds(1));
        await worker.StepAsync(default);
        _rig.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(TimeSpan.FromSeconds(40), health.Lag);

        _rig.Store.BeforeApply = _ => null;
        Assert.True(await worker.StepAsync(default));
        Assert.True(health.Lag > TimeSpan.Zero);
        while (await worker.StepAsync(default))
        {
            Assert.True(_rig.Store.Applied < 100);
        }

        Assert.Equal(TimeSpan.Zero, health.Lag);
    }

    [Fact]
    public async Task After_a_restart_the_lag_is_the_age_of_what_waits_and_not_of_the_process()
    {
        _rig.Append(_batches);
        _rig.Time.Advance(TimeSpan.FromDays(3));
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        FoldHealth health = new(_rig.Time);
        health.Begin([worker.State]);

        _rig.Store.BeforeApply = _ => new StoreUnavailableException("disk full", TimeSpan.FromSeconds(1));
        await worker.StepAsync(default);
        Assert.InRange(health.Lag, TimeSpan.FromDays(2.9), TimeSpan.FromDays(3.1));

        _rig.Store.BeforeApply = _ => null;
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await worker.StepAsync(default));
        Assert.InRange(health.Lag, TimeSpan.FromDays(2.9), TimeSpan.FromDays(3.1));
        Assert.False(health.LagIsUnknown);
        await _rig.FoldAllAsync(worker);
        await worker.StepAsync(default);
        Assert.Equal(TimeSpan.Zero, health.Lag);
    }

    [Fact]
    public async Task While_the_log_cannot_be_read_after_a_restart_the_lag_is_unknown()
    {
        _rig.Append(_batches);
        PartitionWorker worker = _rig.Worker(Guid.NewGuid());
        FoldHealth health = new(_rig.Time);
        health.Begin([worker.State]);
        _rig.Log.FailRead = _ => new StoreUnavailableException("the disk is away", TimeSpan.FromSeconds(1));
        await worker.StepAsync(default);
        Assert.True(health.LagIsUnknown);

        _rig.Log.FailRead = _ => null;
        await _rig.FoldAllAsync(worker);
        Assert.False(health.LagIsUnknown);
    }
}
