using Telecom.Sla.Folding;
using Telecom.Sla.Tests.Fakes;
using Telecom.Storage;
using Xunit.Abstractions;

namespace Telecom.Sla.Tests.Folding;

/// <summary>Three owners, random failures, random take-overs: the cells come out as if nothing had happened.</summary>
public sealed class PartitionChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_fails_and_whoever_takes_over_every_sample_is_counted_once()
    {
        foreach (Random random in Seeds.Each(output))
        {
            using WorkerRig rig = new(1, o =>
            {
                o.MaxStepBytes = random.Next(1, 8) * 1024;
                o.MaxStepCells = random.Next(1, 200);
                o.MaxHotCells = random.Next(0, 60);
            });
            Queue<Batch> batches = new(RandomBatches.Make(random, 120, 5, 5));
            List<Batch> appended = [];
            List<PartitionWorker> workers = [rig.Worker(Guid.NewGuid()), rig.Worker(Guid.NewGuid()), rig.Worker(Guid.NewGuid())];
            Exception? Chance(int oneIn) =>
                random.Next(oneIn) == 0 ? new StoreUnavailableException("by chance", TimeSpan.FromMilliseconds(random.Next(2000))) : null;
            int who = 0;
            bool nested = false;
            rig.Store.FailAcquire = () => Chance(9);
            rig.Store.BeforeApply = _ =>
            {
                if (!nested && random.Next(6) == 0)
                {
                    // Any worker but the one that is in the middle of this step.
                    nested = true;
                    rig.Time.Advance(rig.Options.LeaseDuration * 2);
                    PartitionWorker other = workers[(who + random.Next(1, workers.Count)) % workers.Count];
                    Assert.True(other.StepAsync(default).AsTask().IsCompletedSuccessfully);
                    nested = false;
                }

                return Chance(6);
            };
            rig.Store.AfterApply = _ => Chance(6);
            rig.Log.FailRead = _ => Chance(9);
            for (int i = 0; i < 5000 && (batches.Count > 0 || rig.Store.PositionOf(0) != rig.Log.End(0)); i++)
            {
                if (batches.Count > 0 && random.Next(3) == 0)
                {
                    Batch batch = batches.Dequeue();
                    appended.Add(batch);
                    rig.Append([batch]);
                }

                who = random.Next(workers.Count);
                workers[who] = random.Next(20) == 0 ? rig.Worker(Guid.NewGuid()) : workers[who];
                await workers[who].StepAsync(default);
                rig.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1500)));
            }

            Assert.Empty(batches);
            Assert.Equal(rig.Log.End(0), rig.Store.PositionOf(0));
            Tally tally = Tally.Of(appended);
            tally.AssertEqual(rig.Store.CellsOf(0));
            Assert.Equal(tally.Late.ToHashSet(), rig.Store.AllLate().ToHashSet());
            Assert.DoesNotContain(rig.Logs.Entries, l => l.Id.Id == PartitionWorkerTests.ReplayedEvent);
            output.WriteLine($"  applied {rig.Store.Applied}, refused {rig.Store.Refused}, owners {rig.Store.Writers.Distinct().Count()}");
        }
    }
}
