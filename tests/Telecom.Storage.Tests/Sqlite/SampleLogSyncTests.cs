using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>What the kernel saw: nothing is acknowledged before it was synced, nor on the strength of a sync that failed.</summary>
public sealed class SampleLogSyncTests
{
    private const int Batches = 120;

    [FactIf(Need.Strace)]
    public void An_acknowledgement_follows_a_sync_of_its_batch()
    {
        using TempFolder folder = new();
        bool synced = false;
        int appended = 0;
        foreach ((SyncStep step, string line) in SyncTrace.Run(folder, Batches, inject: null))
        {
            synced |= step == SyncStep.WalSynced;
            if (step == SyncStep.Appended)
            {
                Assert.True(synced, $"acknowledged without a sync: {line}");
                synced = false;
                appended++;
            }
        }

        // A batch that was sent twice is a duplicate and needs no sync of its own; most are not.
        Assert.InRange(appended, Batches / 2, Batches);
    }

    /// <summary>
    /// After a failed fsync the kernel takes the pages for clean and the next fsync succeeds without writing them; so nothing of the
    /// file's write-ahead log may be believed until a checkpoint has written all of it to the database file and synced that.
    /// </summary>
    [FactIf(Need.Strace)]
    public async Task After_a_sync_that_failed_nothing_is_acknowledged_before_everything_was_written_anew()
    {
        using TempFolder folder = new();
        bool distrusted = false;
        int failures = 0;
        int acknowledged = 0;
        foreach ((SyncStep step, string line) in SyncTrace.Run(folder, Batches, inject: "fdatasync,fsync:error=EIO:when=12+9"))
        {
            distrusted = step == SyncStep.WalFailed || (distrusted && step != SyncStep.FileSynced);
            failures += step == SyncStep.WalFailed ? 1 : 0;
            if (step is SyncStep.Appended or SyncStep.Duplicate)
            {
                Assert.False(distrusted, $"acknowledged after a failed sync: {line}");
                acknowledged++;
            }
        }

        Assert.True(failures >= 3, $"{failures} failures");
        Assert.True(acknowledged >= Batches / 2, $"{acknowledged} acknowledgements");
        ulong last = Assert.Single(await CrashLog.ReadAndCheckAsync(folder.File("log"), lanes: 1));
        Assert.InRange(last, (ulong)Batches / 3, (ulong)Batches);
    }
}
