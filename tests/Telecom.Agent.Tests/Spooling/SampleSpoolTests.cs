using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Tests.Spooling;

public class SampleSpoolTests
{
    private static readonly SpoolOptions SmallSegments = new() { Directory = "", SegmentBytes = 200, KeepAcknowledged = TimeSpan.Zero };

    [Fact]
    public void A_restart_goes_on_with_epoch_and_sequence()
    {
        using SpoolWorld world = new(SmallSegments);
        SpoolEpoch epoch = world.Spool.Epoch;
        Assert.NotEqual(default, epoch);
        for (ulong i = 1; i <= 20; i++)
        {
            Assert.Equal(i, world.Append());
            world.Reopen();
            Assert.Equal(epoch, world.Spool.Epoch);
            Assert.Equal(i, world.Spool.LastSequence);
        }

        Assert.Equal(world.Appended, world.ReadFrom(1));
        Assert.True(world.Segments.Length > 5);
    }

    [Fact]
    public void Two_spools_have_different_epochs()
    {
        using SpoolWorld one = new();
        using SpoolWorld other = new();
        Assert.NotEqual(one.Spool.Epoch, other.Spool.Epoch);
    }

    [Fact]
    public void A_spool_in_use_is_refused()
    {
        using SpoolWorld world = new();
        Assert.Throws<SpoolInUseException>(() => SampleSpool.Open(world.Options, world.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
    }

    [Fact]
    public void Acknowledged_segments_are_deleted_the_newest_stays_and_the_next_number_is_known_after_a_restart()
    {
        using SpoolWorld world = new(SmallSegments);
        for (int i = 0; i < 10; i++)
        {
            world.Append();
        }

        int before = world.Segments.Length;
        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.Commit(4, 0, 0, 4);
        int after = world.Segments.Length;
        Assert.InRange(after, 1, before - 1);
        Assert.Equal(world.Appended[4..], world.ReadFrom(5));

        world.Spool.Commit(10, 0, 0, 6);
        Assert.Single(world.Segments);
        world.Reopen();
        Assert.Equal(10UL, world.Spool.Acknowledged);
        Assert.Equal(11UL, world.Append());
        Assert.Equal(10, world.Spool.State.AcknowledgedSamples);
    }

    [Fact]
    public void Acknowledged_segments_are_kept_for_the_time_that_the_options_say()
    {
        ManualTime time = new();
        using SpoolWorld world = new(SmallSegments with { KeepAcknowledged = TimeSpan.FromMinutes(5) }, time);
        for (int i = 0; i < 10; i++)
        {
            world.Append();
        }

        int before = world.Segments.Length;
        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(10);
        world.Spool.Commit(10, 0, 0, 10);
        time.Advance(TimeSpan.FromMinutes(4));
        world.Spool.Trim();
        Assert.Equal(before, world.Segments.Length);

        // A server that fell back is sent again what it lost.
        Assert.True(world.Spool.Reconcile(3, out ulong resumeAt));
        Assert.Equal(4UL, resumeAt);
        time.Advance(TimeSpan.FromMinutes(1));
        world.Spool.Trim();
        Assert.Single(world.Segments);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void What_follows_in_a_file_that_was_all_acknowledged_is_kept_until_it_is_acknowledged_too(int minutes)
    {
        ManualTime time = new();
        using SpoolWorld world = new(SmallSegments with { SegmentBytes = 1000, KeepAcknowledged = TimeSpan.FromMinutes(minutes) }, time);
        world.Append();
        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(1);
        world.Spool.Commit(1, 0, 0, 1);
        while (world.Segments.Length == 1)
        {
            world.Append();
        }

        time.Advance(TimeSpan.FromHours(1));
        world.Spool.MarkSent(2);
        world.Spool.Commit(2, 0, 0, 1);
        Assert.Equal(world.Appended[2..], world.ReadFrom(3));
        Assert.True(world.Spool.Reconcile(2, out ulong resumeAt));
        Assert.Equal(3UL, resumeAt);

        ulong last = world.Spool.LastSequence;
        world.Spool.Commit(last, 0, 0, (long)last - 2);
        time.Advance(TimeSpan.FromHours(1));
        world.Spool.Trim();
        Assert.Single(world.Segments);
    }

    [Fact]
    public void A_full_spool_refuses_until_something_is_acknowledged_and_then_deletes_it_before_its_time()
    {
        using SpoolWorld world = new(SmallSegments with { KeepAcknowledged = TimeSpan.FromDays(1), MaxBytes = 2000 });
        Ingestion.V1.SampleBatch batch = Agent.Samples.SampleBatches.Build([Agent.Samples.Sample.Loss(SpoolWorld.Circuit, 1, 1, 0)]);
        while (world.Spool.TryAppend(batch, null) == AppendOutcome.Appended)
        {
            Assert.InRange(world.Spool.LastSequence, 1UL, 100UL);
        }

        ulong last = world.Spool.LastSequence;
        Assert.Equal(AppendOutcome.Full, world.Spool.TryAppend(batch, null));
        Assert.Equal(last, world.Spool.LastSequence);
        Assert.True(world.Spool.State.Full);
        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(last);
        world.Spool.Commit(last / 2, 0, 0, 0);
        Assert.Equal(AppendOutcome.Appended, world.Spool.TryAppend(batch, null));
        Assert.Equal(last + 1, world.Spool.LastSequence);
        Assert.False(world.Spool.State.Full);
    }

    [Fact]
    public void A_server_that_knows_batches_which_the_spool_never_sent_says_that_numbers_are_taken()
    {
        // The loss of power took the end of the spool away: batches 4 and 5 were sent and are durable at the server.
        using SpoolWorld world = new();
        for (int i = 0; i < 3; i++)
        {
            world.Append();
        }

        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(3);
        SpoolEpoch epoch = world.Spool.Epoch;
        world.Reopen();
        world.Append();
        world.Append();

        // Killed before it ever reached the server: the doubt outlives the restart.
        world.Reopen();
        world.Append();
        Assert.False(world.Spool.Reconcile(5, out _));
        Assert.NotEqual(epoch, world.Spool.Epoch);
        Assert.Equal(world.Appended[3..], world.ReadFrom(1));
        world.Reopen();
        Assert.Equal(world.Appended[3..], world.ReadFrom(1));
        Assert.True(world.Spool.Reconcile(0, out ulong resumeAt));
        Assert.Equal(1UL, resumeAt);
    }

    [Fact]
    public void A_server_that_lost_what_was_deleted_here_gets_the_rest_under_a_new_epoch()
    {
        using SpoolWorld world = new(SmallSegments);
        for (int i = 0; i < 10; i++)
        {
            world.Append();
        }

        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(10);
        world.Spool.Commit(6, 0, 0, 6);
        ulong oldest = world.Spool.Oldest;
        Assert.InRange(oldest, 3UL, 7UL);
        SpoolEpoch epoch = world.Spool.Epoch;
        Assert.False(world.Spool.Reconcile(1, out _));
        Assert.NotEqual(epoch, world.Spool.Epoch);
        Assert.Equal(world.Appended[(int)(oldest - 1)..], world.ReadFrom(1));
    }

    [Fact]
    public void A_new_epoch_names_the_batches_whose_refusals_were_never_heard()
    {
        using SpoolWorld world = new();
        for (int i = 0; i < 5; i++)
        {
            world.Append();
        }

        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(4);
        world.Spool.Commit(2, 0, 0, 2);
        Assert.False(world.Spool.Reconcile(9, out _));
        Assert.Contains(world.Log.Lines, line => line.Event == 1316 && line.Text.Contains("batches 3 to 4", StringComparison.Ordinal));
        Assert.Equal(world.Appended[4..], world.ReadFrom(1));
    }

    [Fact]
    public void Resuming_begins_after_the_last_batch_whose_refusals_were_dealt_with()
    {
        using SpoolWorld world = new();
        for (int i = 0; i < 10; i++)
        {
            world.Append();
        }

        Assert.True(world.Spool.Reconcile(0, out ulong resumeAt));
        Assert.Equal(1UL, resumeAt);
        world.Spool.MarkSent(10);
        world.Spool.Commit(4, 0, 0, 4);
        Assert.True(world.Spool.Reconcile(7, out resumeAt));
        Assert.Equal(5UL, resumeAt);
        Assert.True(world.Spool.Reconcile(2, out resumeAt));
        Assert.Equal(3UL, resumeAt);
    }

    [Theory]
    [InlineData("log.new only")]
    [InlineData("both")]
    [InlineData("log.old left")]
    public void A_kill_while_a_new_epoch_takes_its_place_leaves_one_of_both(string moment)
    {
        using SpoolWorld world = new();
        world.Append();
        world.Append();
        SpoolEpoch before = world.Spool.Epoch;
        Assert.True(world.Spool.Reconcile(0, out _));
        string kept = world.File("kept");
        CopyFolder(world.File("log"), kept);
        Assert.False(world.Spool.Reconcile(9, out _));
        SpoolEpoch after = world.Spool.Epoch;
        world.Close();
        switch (moment)
        {
            case "log.new only":
                Directory.Move(world.File("log"), world.File("log.new"));
                Directory.Move(kept, world.File("log.old"));
                break;
            case "both":
                Directory.Move(world.File("log"), world.File("log.new"));
                Directory.Move(kept, world.File("log"));
                break;
            default:
                Directory.Move(kept, world.File("log.old"));
                break;
        }

        world.Reopen();
        Assert.Equal(moment == "both" ? before : after, world.Spool.Epoch);
        Assert.False(Directory.Exists(world.File("log.new")));
        Assert.False(Directory.Exists(world.File("log.old")));
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            // Opened for sharing: the spool still has the file open.
            using FileStream source = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream target = File.Create(Path.Combine(to, Path.GetFileName(file)));
            source.CopyTo(target);
        }
    }
}
