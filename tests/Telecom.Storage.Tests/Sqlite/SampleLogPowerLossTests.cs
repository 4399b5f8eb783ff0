using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Storage.CrashWriter;
using Telecom.Storage.Sqlite;
using Telecom.Storage.Tests.Support;
using Xunit.Abstractions;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>
/// Power loss: the disk is built anew as it may have been at a moment of a traced run. What was synced before is there; of what was written
/// and not synced a seeded choice of 512-byte sectors is, in any order; the index's write-ahead log, which is never synced with a batch, is
/// there, or cut, or gone. Every batch that was acknowledged before the moment must be in the log that is opened from it.
/// </summary>
public sealed class SampleLogPowerLossTests(ITestOutputHelper output)
{
    private const int Lanes = 3;
    private const int Sector = 512;

    [FactIf(Need.Strace)]
    public async Task What_was_acknowledged_survives_the_loss_of_everything_that_was_not_synced()
    {
        int moments = Environment.GetEnvironmentVariable("TELECOM_PROOFS") == "full" ? 200 : 20;
        output.WriteLine($"seed {Proofs.Seed}, {moments} moments");
        Random random = new(Proofs.Seed);
        using TempFolder folder = new();
        List<TracedStep> steps = SyncTrace.RunAndDie(folder, Proofs.Seed, Lanes, batches: 400);
        int acknowledgements = 0;
        for (int i = 0; i < moments; i++)
        {
            int moment = random.Next(steps.Count / 10, steps.Count);
            using TempFolder disk = new();
            ulong[] acknowledged = Rebuild(folder.File("log"), disk.Path, steps, moment, random);
            await CheckAsync(disk.Path, acknowledged);
            acknowledgements += steps.Take(moment).Count(static step => step.Step == SyncStep.Appended);
        }

        string result = $"{moments} moments of power loss in {steps.Count} traced steps, {acknowledgements} acknowledgements before them: none lost, none doubled";
        output.WriteLine(result);
        Proofs.Report("storage-power-loss", result);
    }

    private static ulong[] Rebuild(string from, string to, List<TracedStep> steps, int moment, Random random)
    {
        string records = Assert.Single(Directory.GetFiles(from, "*.records"));
        string index = Assert.Single(Directory.GetFiles(from, "*.db"));
        byte[] written = File.ReadAllBytes(records);
        byte[] disk = new byte[written.Length];
        List<(long From, long To)> unsynced = [];
        List<(long From, long To)> underSync = [];
        ulong[] acknowledged = new ulong[Lanes];
        long end = 0;
        foreach (TracedStep step in steps.Take(moment))
        {
            bool ours = step.File.EndsWith(".records", StringComparison.Ordinal);
            if (step.Step is SyncStep.Appended or SyncStep.Duplicate)
            {
                acknowledged[step.Length] = Math.Max(acknowledged[step.Length], (ulong)step.Offset);
            }
            else if (ours && step.Step == SyncStep.Written)
            {
                unsynced.Add((step.Offset, step.Offset + step.Length));
            }
            else if (ours && step.Step == SyncStep.SyncBegan)
            {
                underSync = [.. unsynced];
            }
            else if (ours && step.Step == SyncStep.Synced)
            {
                underSync.ForEach(range => written.AsSpan((int)range.From, (int)(range.To - range.From)).CopyTo(disk.AsSpan((int)range.From)));
                end = Math.Max(end, underSync.Select(static range => range.To).DefaultIfEmpty().Max());
                unsynced.RemoveAll(underSync.Contains);
            }
        }

        foreach ((long start, long stop) in unsynced)
        {
            // The length may have been kept without the bytes, and the bytes in any order.
            end = random.Next(2) == 0 ? Math.Max(end, stop) : end;
            for (long at = start; at < stop; at += Sector)
            {
                if (random.Next(2) == 0)
                {
                    int length = (int)Math.Min(Sector, stop - at);
                    written.AsSpan((int)at, length).CopyTo(disk.AsSpan((int)at));
                }
            }
        }

        File.WriteAllBytes(Path.Combine(to, Path.GetFileName(records)), disk[..(int)end]);
        File.Copy(index, Path.Combine(to, Path.GetFileName(index)));
        CutWal(index + "-wal", Path.Combine(to, Path.GetFileName(index) + "-wal"), steps.Take(moment), random);
        return acknowledged;
    }

    // It grew by appending: what it had at the moment is the beginning of what it has now.
    private static void CutWal(string from, string to, IEnumerable<TracedStep> before, Random random)
    {
        long had = before.Where(static step => step.Step == SyncStep.Written && step.File.EndsWith("-wal", StringComparison.Ordinal))
            .Select(static step => step.Offset + step.Length).DefaultIfEmpty().Max();
        if (random.Next(3) is not 0 and int choice && File.Exists(from))
        {
            byte[] bytes = File.ReadAllBytes(from);
            had = Math.Min(had, bytes.Length);
            File.WriteAllBytes(to, bytes[..(int)(choice == 1 ? had : random.NextInt64(had + 1))]);
        }
    }

    private static async Task CheckAsync(string folder, ulong[] acknowledged)
    {
        SqliteSampleLogOptions options = new() { Folder = folder, Partitions = 8 };
        await using (SqliteSampleLog log = await SqliteSampleLog.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None))
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                ulong durable = (await log.GetProducerAsync(CrashRecord.Lane(lane), CancellationToken.None))?.DurableSequence ?? 0;
                Assert.True(durable >= acknowledged[lane], $"lane {lane}: acknowledged {acknowledged[lane]}, the log stands at {durable}");
            }
        }

        ulong[] stored = await CrashLog.ReadAndCheckAsync(folder, Lanes);
        for (int lane = 0; lane < Lanes; lane++)
        {
            Assert.True(stored[lane] >= CrashLog.LastWithRecord(acknowledged[lane]), $"lane {lane}: acknowledged {acknowledged[lane]}, stored {stored[lane]}");
        }
    }
}
