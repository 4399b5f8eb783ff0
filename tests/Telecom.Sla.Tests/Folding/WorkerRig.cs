using Microsoft.Extensions.DependencyInjection;
using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;

namespace Telecom.Sla.Tests.Folding;

/// <summary>Workers over a log and a store in memory, stepped by the test, on a clock that the test moves.</summary>
internal sealed class WorkerRig : IDisposable
{
    private readonly ServiceProvider _services;

    public WorkerRig(int partitions = 1, Action<FoldOptions>? configure = null)
    {
        Time = new ManualTime(DateTimeOffset.UnixEpoch.AddTicks((RandomBatches.Start + 3_600_000_000L) * 10));
        Log = new MemoryLog(partitions);
        Store = new MemoryStore(Time);
        configure?.Invoke(Options);
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        Metrics = new SlaMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), new FoldHealth(Time), Time);
    }

    public ManualTime Time { get; }

    public MemoryLog Log { get; }

    public MemoryStore Store { get; }

    public FoldOptions Options { get; } = new();

    public SlaMetrics Metrics { get; }

    public LogCapture Logs { get; } = new();

    public PartitionWorker Worker(Guid owner, int partition = 0) => new(partition, owner, Log, Store, Options, Time, Metrics, Logs.CreateLogger(""));

    public void Append(IEnumerable<Batch> batches)
    {
        foreach (Batch batch in batches)
        {
            Log.Append(batch.Lane, batch.ToBytes());
        }
    }

    /// <summary>Steps until the partition's position is the log's end, at most so many times, moving the clock between steps.</summary>
    public async Task FoldAllAsync(PartitionWorker worker, int partition = 0, int steps = 500)
    {
        for (int i = 0; i < steps && Store.PositionOf(partition) != Log.End(partition); i++)
        {
            await worker.StepAsync(default);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Log.End(partition), Store.PositionOf(partition));
    }

    public void Dispose() => _services.Dispose();
}
