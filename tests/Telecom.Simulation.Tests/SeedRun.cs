using System.Collections.Concurrent;
using Telecom.Simulation.Tests.Model;

namespace Telecom.Simulation.Tests;

/// <summary>What became of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Failure">What does not hold; null when everything does.</param>
/// <param name="Digest">A hash of all events.</param>
/// <param name="Trace">The events, when they were asked for.</param>
internal sealed record SeedRun(int Seed, SimulationFailedException? Failure, ulong Digest, IReadOnlyList<string> Trace)
{
    public long Events { get; private init; }

    public int Samples { get; private init; }

    public int Crashes { get; private init; }

    public int FailOvers { get; private init; }

    public int Refused { get; private init; }

    public int ReadsRefused { get; private init; }

    public int LostAppends { get; private init; }

    public int TakenBack { get; private init; }

    /// <summary>Runs one world on this thread, which must have no synchronization context.</summary>
    public static SeedRun Of(int seed, PlantedBug bug = PlantedBug.None, bool tracing = false)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        World world = new(seed, bug, tracing);
        SimulationFailedException? failure = null;
        int samples = 0;
        try
        {
            world.Run();
            samples = Oracle.Check(world);
        }
        catch (SimulationFailedException exception)
        {
            failure = exception;
        }

        return new SeedRun(seed, failure, world.Loop.Digest, world.Loop.Trace)
        {
            Events = world.Loop.Executed,
            Samples = samples,
            Crashes = world.Crashes,
            FailOvers = world.FailOvers,
            Refused = world.Cells.Refused,
            ReadsRefused = world.Cells.ReadsRefused,
            LostAppends = world.Log.Lost,
            TakenBack = world.Cells.TakenBack,
        };
    }

    /// <summary>Runs seeds one after another on each of two threads of their own, until one fails or none is left.</summary>
    public static IReadOnlyList<SeedRun> Many(int first, int count, PlantedBug bug = PlantedBug.None)
    {
        ConcurrentBag<SeedRun> runs = [];
        int next = -1;
        bool failed = false;
        Thread[] threads =
        [
            .. Enumerable.Range(0, Math.Min(2, Environment.ProcessorCount)).Select(_ => new Thread(() =>
            {
                while (!Volatile.Read(ref failed) && Interlocked.Increment(ref next) is var i && i < count)
                {
                    SeedRun run = Of(unchecked(first + i) & int.MaxValue, bug);
                    runs.Add(run);
                    if (run.Failure is not null)
                    {
                        Volatile.Write(ref failed, true);
                    }
                }
            })),
        ];
        Array.ForEach(threads, static t => t.Start());
        Array.ForEach(threads, static t => t.Join());
        return [.. runs];
    }
}
