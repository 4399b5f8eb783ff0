using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Tests.Spooling;

/// <summary>The file of samples refused for good, and the samples that wait to be tried again.</summary>
public class RefusedSampleFilesTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Lines_that_the_cursor_does_not_cover_are_gone_after_a_restart()
    {
        using SpoolWorld world = new();
        world.Append();
        world.Append();
        Assert.True(world.Spool.Reconcile(0, out _));
        long length = world.Spool.Rejected.Write(["one"], out _);
        world.Spool.Commit(1, length, 1, 0);
        world.Spool.Rejected.Committed(length);
        world.Spool.Rejected.Write(["two", "three"], out _);
        Assert.Equal(["one", "two", "three"], File.ReadAllLines(world.RejectedPath));

        world.Reopen();
        Assert.Equal(["one"], File.ReadAllLines(world.RejectedPath));
        length = world.Spool.Rejected.Write(["two"], out _);
        length = world.Spool.Rejected.Write(["two again"], out _);
        world.Spool.Commit(2, length, 1, 0);
        world.Reopen();
        Assert.Equal(["one", "two again"], File.ReadAllLines(world.RejectedPath));
        Assert.Equal(2, world.Spool.State.RejectedSamples);
    }

    [Fact]
    public void The_file_may_be_taken_away_at_any_time()
    {
        using SpoolWorld world = new();
        world.Append();
        long length = world.Spool.Rejected.Write(["one"], out _);
        world.Spool.Commit(1, length, 1, 0);
        world.Spool.Rejected.Committed(length);
        File.Delete(world.RejectedPath);
        length = world.Spool.Rejected.Write(["two"], out _);
        world.Spool.Commit(1, length, 1, 0);
        world.Reopen();
        Assert.Equal(["two"], File.ReadAllLines(world.RejectedPath));
        File.Delete(world.RejectedPath);
        world.Reopen();
        world.Spool.Rejected.Write(["three"], out _);
        Assert.Equal(["three"], File.ReadAllLines(world.RejectedPath));
    }

    [Fact]
    public void The_file_stays_below_its_limit_and_says_how_many_lines_it_kept()
    {
        using SpoolWorld world = new(new SpoolOptions { Directory = "", RejectedBytes = 20 });
        world.Spool.Rejected.Write(["0123456789", "abcdefgh", "x"], out int kept);
        Assert.Equal(2, kept);
        Assert.Equal(20, new FileInfo(world.RejectedPath).Length);
    }

    [Fact]
    public void Retried_samples_keep_the_suspect_marks_that_hold_for_them()
    {
        using SpoolWorld world = Stage(out RetryKey key);
        world.Spool.Commit(1, 0, 0, 0);
        SuspectSpan holds = new() { StartUs = 5, EndUs = 6, Reason = SuspectReason.ClockStep };
        SuspectSpan ended = new() { StartUs = 4, EndUs = 5, Reason = SuspectReason.HaltedTest };
        Assert.True(world.Spool.Retries.TryStage(key, [Sample.Loss(SpoolWorld.Circuit, 5, 1, 0)], [holds, ended]));
        world.Spool.Retries.Activate(key, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, world.Spool.Retries.Release(world.Spool));
        Assert.True(world.Spool.TryRead(2, out SpooledBatch spooled));
        Assert.Equal([holds], spooled.Batch.Suspect);
    }

    [Fact]
    public void Retried_samples_come_back_as_one_new_batch_when_their_delay_is_over()
    {
        using SpoolWorld world = Stage(out RetryKey key);
        Assert.Equal(0, world.Spool.Retries.Release(world.Spool));
        world.Spool.Commit(1, 0, 0, 0);
        world.Spool.Retries.Activate(key, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, world.Spool.Retries.Release(world.Spool));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, world.Spool.Retries.Release(world.Spool));
        Assert.Equal(2UL, world.Spool.LastSequence);
        Assert.Equal([5L, 6L], world.Read(2));
        Assert.Empty(world.RetryFiles);
        Assert.Equal(0, world.Spool.Retries.Count);
    }

    [Fact]
    public void The_delay_grows_with_the_age_of_the_samples_up_to_an_hour()
    {
        using SpoolWorld world = Stage(out RetryKey key);
        world.Spool.Retries.Activate(key, TimeSpan.FromMinutes(10));
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, world.Spool.Retries.Release(world.Spool));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, world.Spool.Retries.Release(world.Spool));

        Assert.True(world.Spool.Retries.TryStage(key, [Sample.Loss(SpoolWorld.Circuit, 5, 1, 0)]));
        world.Spool.Retries.Activate(key, TimeSpan.FromDays(3));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, world.Spool.Retries.Release(world.Spool));
    }

    [Fact]
    public void A_kill_before_the_cursor_drops_the_staged_samples_since_their_refusal_is_heard_again()
    {
        using SpoolWorld world = Stage(out _);
        Assert.Single(world.RetryFiles);
        world.Reopen();
        Assert.Empty(world.RetryFiles);
        Assert.Equal(0, world.Spool.Retries.Count);
    }

    [Fact]
    public void A_kill_after_the_cursor_keeps_them()
    {
        using SpoolWorld world = Stage(out RetryKey key);
        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.Commit(1, 0, 0, 0);
        world.Reopen();
        Assert.Equal([5L, 6L], world.Spool.Retries.Peek(key).Select(s => s.InstantUs));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, world.Spool.Retries.Release(world.Spool));
    }

    [Fact]
    public void A_kill_between_spooling_and_deleting_spools_them_once()
    {
        using SpoolWorld world = Stage(out RetryKey key);
        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.Commit(1, 0, 0, 0);
        world.Spool.Retries.Activate(key, TimeSpan.Zero);
        string path = world.RetryFiles.Single();
        byte[] content = File.ReadAllBytes(path);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, world.Spool.Retries.Release(world.Spool));
        world.Close();
        File.WriteAllBytes(path, content);

        world.Reopen();
        Assert.Empty(world.RetryFiles);
        Assert.Equal(2UL, world.Spool.LastSequence);
        Assert.Equal([5L, 6L], world.Read(2));
    }

    [Fact]
    public void There_is_room_for_as_many_bytes_as_the_options_say_and_a_second_try_takes_none()
    {
        using SpoolWorld world = new(new SpoolOptions { Directory = "", RetryBytes = 100 }, _time);
        RetryStore store = world.Spool.Retries;
        SpoolEpoch epoch = world.Spool.Epoch;
        Sample[] samples = [Sample.Loss(SpoolWorld.Circuit, 5, 1, 0)];
        Assert.True(store.TryStage(new RetryKey(epoch, 1), samples));
        Assert.True(store.TryStage(new RetryKey(epoch, 1), samples));
        Assert.False(store.TryStage(new RetryKey(epoch, 2), samples));
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void Damaged_retries_are_dropped_and_do_not_stop_the_others()
    {
        using SpoolWorld world = Stage(out RetryKey key);
        world.Append();
        RetryKey second = key with { Sequence = 2 };
        Assert.True(world.Spool.Retries.TryStage(second, [Sample.Loss(SpoolWorld.Circuit, 9, 1, 0)]));
        world.Spool.Retries.Activate(key, TimeSpan.Zero);
        world.Spool.Retries.Activate(second, TimeSpan.Zero);
        string first = world.RetryFiles.Order(StringComparer.Ordinal).First();
        byte[] bytes = File.ReadAllBytes(first);
        bytes[^1] ^= 1;
        File.WriteAllBytes(first, bytes);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, world.Spool.Retries.Release(world.Spool));
        Assert.Equal([9L], world.Read(3));
        Assert.Empty(world.RetryFiles);
    }

    [Fact]
    public void Retries_whose_file_cannot_be_deleted_are_spooled_once_and_the_file_is_deleted_later()
    {
        using SpoolWorld world = Stage(out RetryKey key);
        world.Spool.Retries.Activate(key, TimeSpan.Zero);
        string path = world.RetryFiles.Single();
        world.Spool.Appended = () =>
        {
            // A folder in its place cannot be deleted as a file, not even by root.
            File.Delete(path);
            Directory.CreateDirectory(path);
        };
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, world.Spool.Retries.Release(world.Spool));
        Assert.Equal(0, world.Spool.Retries.Count);
        for (int i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromHours(2));
            Assert.Equal(0, world.Spool.Retries.Release(world.Spool));
        }

        Assert.Equal(2UL, world.Spool.LastSequence);
        Directory.Delete(path);
        File.WriteAllText(path, "still here");
        Assert.Equal(0, world.Spool.Retries.Release(world.Spool));
        Assert.Empty(world.RetryFiles);
        Assert.Equal(2UL, world.Spool.LastSequence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_missing_or_unreadable_file_does_not_stop_the_others(bool missing)
    {
        using SpoolWorld world = Stage(out RetryKey key);
        world.Append();
        RetryKey second = key with { Sequence = 2 };
        Assert.True(world.Spool.Retries.TryStage(second, [Sample.Loss(SpoolWorld.Circuit, 9, 1, 0)]));
        world.Spool.Retries.Activate(key, TimeSpan.Zero);
        world.Spool.Retries.Activate(second, TimeSpan.Zero);
        string first = world.RetryFiles.Order(StringComparer.Ordinal).First();
        File.Delete(first);
        if (!missing)
        {
            Directory.CreateDirectory(first);
        }

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, world.Spool.Retries.Release(world.Spool));
        Assert.Equal([9L], world.Read(3));
        Assert.Equal(missing ? 0 : 1, world.Spool.Retries.Count);
    }

    private SpoolWorld Stage(out RetryKey key)
    {
        SpoolWorld world = new(time: _time);
        world.Append();
        key = new RetryKey(world.Spool.Epoch, 1);
        Assert.True(world.Spool.Retries.TryStage(key, [Sample.Loss(SpoolWorld.Circuit, 5, 1, 0), Sample.Loss(SpoolWorld.Circuit, 6, 1, 1)]));
        return world;
    }
}
