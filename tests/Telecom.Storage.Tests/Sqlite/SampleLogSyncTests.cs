using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>What the kernel saw: nothing is acknowledged before it was synced, nor on the strength of a sync that failed.</summary>
public sealed class SampleLogSyncTests
{
    private const int Batches = 120;

    [FactIf(Need.Strace)]
    public void An_acknowledgement_follows_a_sync_that_covers_all_that_was_written()
    {
        using TempFolder folder = new();
        SyncedBytes disk = new();
        int appended = 0;
        foreach (TracedStep step in SyncTrace.Run(folder, Batches, inject: null))
        {
            disk.Take(step);
            if (step.Step is SyncStep.Appended or SyncStep.Duplicate)
            {
                Assert.True(disk.Doubt() is null, $"acknowledged without a sync of {disk.Doubt()}: {step.Line}");
            }

            if (step.Step == SyncStep.Appended)
            {
                Assert.True(disk.Durable > 0, $"acknowledged without a write of its own: {step.Line}");
                disk.Acknowledge();
                appended++;
            }
        }

        // A batch that was sent twice is a duplicate and needs no sync of its own; most are not.
        Assert.InRange(appended, Batches / 2, Batches);
        Proofs.Report("storage-sync", $"{appended} acknowledgements, each after a completed sync that covers every byte written before it");
    }

    /// <summary>
    /// After a failed fsync the kernel takes the pages for clean and the next fsync succeeds without writing them; so nothing that was
    /// written before it may be believed until it was written again and synced.
    /// </summary>
    [FactIf(Need.Strace)]
    public async Task After_a_sync_that_failed_nothing_is_acknowledged_before_it_was_written_anew()
    {
        using TempFolder folder = new();
        SyncedBytes disk = new();
        int acknowledged = 0;
        foreach (TracedStep step in SyncTrace.Run(folder, Batches, inject: "fdatasync:error=EIO:when=12+9"))
        {
            disk.Take(step);
            if (step.Step is SyncStep.Appended or SyncStep.Duplicate)
            {
                Assert.True(disk.Doubt() is null, $"acknowledged although a sync of {disk.Doubt()} failed: {step.Line}");
                acknowledged++;
            }
        }

        Assert.True(disk.Failures >= 3, $"{disk.Failures} failures");
        Assert.True(acknowledged >= Batches / 2, $"{acknowledged} acknowledgements");
        ulong last = Assert.Single(await CrashLog.ReadAndCheckAsync(folder.File("log"), lanes: 1));
        Assert.InRange(last, (ulong)Batches / 3, (ulong)Batches);
    }
}
