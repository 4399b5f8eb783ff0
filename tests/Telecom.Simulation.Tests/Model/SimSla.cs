using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Telecom.Sla;
using Telecom.Sla.Folding;
using Telecom.Simulation.Tests.Engine;
using Telecom.Simulation.Tests.Stores;

namespace Telecom.Simulation.Tests.Model;

/// <summary>One life of one measurement process: the service's own workers, one a partition, each stepped on its own.</summary>
internal sealed class SimSla
{
    private static readonly SlaMetrics Metrics = new(
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), new FoldHealth(TimeProvider.System), TimeProvider.System);

    private readonly World _world;
    private readonly StoreLink _toLog;
    private readonly StoreLink _toCells;

    public SimSla(World world, string name, SimClock clock)
    {
        _world = world;
        Process = new SimProcess(world.Loop, name);
        _toLog = new StoreLink(world.Loop, Process, world.Log.Machine);
        _toCells = new StoreLink(world.Loop, Process, world.Cells.Machine);
        Random random = world.Loop.Random;
        FoldOptions options = new()
        {
            MinuteRetention = BatchMaker.Retention,
            MaxStepBytes = random.Next(1, 6) * 512,
            MaxStepCells = random.Next(1, 40),
            MaxHotCells = random.Next(0, 30),
            MaxHotLanes = random.Next(1, 5),
            LeaseDuration = TimeSpan.FromSeconds(10),
        };
        byte[] id = new byte[16];
        random.NextBytes(id);
        Guid owner = new(id);
        for (int partition = 0; partition < world.Cells.Partitions; partition++)
        {
            PartitionWorker worker = new(
                partition, owner, new SimLogClient(world.Log, _toLog), new SimCellsClient(world.Cells, _toCells), options, clock, Metrics, new TraceLogger(world.Loop, name));
            world.Watch(FoldAsync(worker));
        }
    }

    public SimProcess Process { get; }

    public void Kill()
    {
        Process.Kill();
        if (_world.Loop.OneIn(2))
        {
            _toLog.Sever();
            _toCells.Sever();
        }
    }

    private async Task FoldAsync(PartitionWorker worker)
    {
        while (true)
        {
            await Process.Delay(_world.Loop.Between(50_000, 1_000_000));
            for (int i = 0; i < 20 && await worker.StepAsync(CancellationToken.None); i++)
            {
            }

            if (_world.Loop.Fault(150))
            {
                await GiveBackAsync(worker);
            }
        }
    }

    private async Task GiveBackAsync(PartitionWorker worker)
    {
        try
        {
            await worker.ReleaseAsync(CancellationToken.None);
        }
        catch (Storage.StoreUnavailableException)
        {
            // The lease ends by itself.
            _world.Loop.Note($"{Process.Name} could not give a lease back");
        }
    }
}
