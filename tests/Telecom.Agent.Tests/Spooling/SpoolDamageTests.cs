using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;
using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Tests.Spooling;

public class SpoolDamageTests
{
    [Fact]
    public void A_torn_tail_at_every_byte_of_the_last_records_loses_the_torn_ones_only()
    {
        using SpoolWorld world = new();
        List<long> ends = [Segment.HeaderLength];
        string path = world.Segments.Single();
        for (int i = 0; i < 5; i++)
        {
            world.Append(2);
            ends.Add(new FileInfo(path).Length);
        }

        SpoolEpoch epoch = world.Spool.Epoch;
        world.Close();
        byte[] whole = File.ReadAllBytes(path);
        for (int length = (int)ends[2]; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            SampleSpool spool = world.Reopen();
            int good = ends.Count(e => e <= length) - 1;
            Assert.Equal((ulong)good, spool.LastSequence);
            Assert.Equal(epoch, spool.Epoch);
            Assert.Equal(ends[good], new FileInfo(path).Length);
            Assert.Equal(world.Appended[..(good * 2)], world.ReadFrom(1));

            // The next batch takes the torn one's number, which was never sent.
            Assert.Equal((ulong)good + 1, world.Append());
            world.Reopen();
            Assert.Equal((ulong)good + 1, world.Spool.LastSequence);
            world.Close();
        }
    }

    [Fact]
    public void A_flipped_bit_in_any_byte_of_a_record_cuts_the_segment_before_that_record()
    {
        using SpoolWorld world = new();
        List<long> ends = [Segment.HeaderLength];
        string path = world.Segments.Single();
        for (int i = 0; i < 3; i++)
        {
            world.Append(2);
            ends.Add(new FileInfo(path).Length);
        }

        world.Close();
        byte[] whole = File.ReadAllBytes(path);
        Random random = new(32);
        for (int position = Segment.HeaderLength; position < whole.Length; position++)
        {
            byte[] damaged = [.. whole];
            damaged[position] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            SampleSpool spool = world.Reopen();
            int good = ends.Count(e => e <= position) - 1;
            Assert.Equal((ulong)good, spool.LastSequence);
            Assert.Equal(world.Appended[..(good * 2)], world.ReadFrom(1));
            world.Close();
        }
    }

    [Fact]
    public void What_is_cut_off_is_kept_with_the_good_records_behind_the_damaged_one()
    {
        using SpoolWorld world = new();
        string path = world.Segments.Single();
        world.Append();
        int second = (int)new FileInfo(path).Length;
        world.Append();
        world.Append();
        world.Close();
        byte[] damaged = File.ReadAllBytes(path);
        damaged[second + SpoolRecord.HeaderLength] ^= 1;
        File.WriteAllBytes(path, damaged);

        world.Reopen();
        Assert.Equal(1UL, world.Spool.LastSequence);
        string aside = Assert.Single(Directory.GetFiles(world.File("damaged")));
        Assert.EndsWith($"{Path.GetFileName(path)}-from-{second}", aside, StringComparison.Ordinal);
        Assert.Equal(damaged[second..], File.ReadAllBytes(aside));
        Assert.Contains(world.Log.Lines, line => line.Event == 1300 && line.Text.Contains(aside, StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_end_that_cannot_be_kept_is_cut_all_the_same()
    {
        using SpoolWorld world = new();
        string path = world.Segments.Single();
        world.Append();
        world.Append();
        world.Close();
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        File.WriteAllText(world.File("damaged"), "a file in the folder's place");

        world.Reopen();
        Assert.Equal(1UL, world.Spool.LastSequence);
        Assert.Contains(world.Log.Lines, line => line.Event == 1302);
    }

    [Fact]
    public void Every_flipped_byte_of_a_segments_head_puts_the_file_aside_and_begins_a_new_epoch()
    {
        using SpoolWorld world = new();
        world.Append();
        SpoolEpoch epoch = world.Spool.Epoch;
        world.Close();
        string path = world.Segments.Single();
        byte[] whole = File.ReadAllBytes(path);
        for (int position = 0; position < Segment.HeaderLength; position++)
        {
            byte[] damaged = [.. whole];
            damaged[position] ^= 0x10;
            File.WriteAllBytes(path, damaged);
            SampleSpool spool = world.Reopen();
            Assert.NotEqual(epoch, spool.Epoch);
            Assert.Equal(0UL, spool.LastSequence);
            world.Close();
        }

        string[] aside = Directory.GetFiles(world.File("damaged"));
        Assert.Equal(Segment.HeaderLength, aside.Length);
        Assert.All(aside, file => Assert.Equal(whole.Length, new FileInfo(file).Length));
    }

    [Fact]
    public void A_segment_that_was_only_begun_is_begun_again()
    {
        using SpoolWorld world = new();
        world.Append();
        SpoolEpoch epoch = world.Spool.Epoch;
        string next = Path.Combine(Path.GetDirectoryName(world.Segments.Single())!, "00000000000000000002" + Segment.Suffix);
        for (int length = 0; length < Segment.HeaderLength; length++)
        {
            world.Close();
            File.WriteAllBytes(next, new byte[length]);
            SampleSpool spool = world.Reopen();
            Assert.Equal(epoch, spool.Epoch);
            Assert.Equal(1UL, spool.LastSequence);
            Assert.False(File.Exists(next));
        }
    }

    [Fact]
    public void A_damaged_cursor_sends_again_what_is_held_and_gives_no_number_twice()
    {
        using SpoolWorld world = new();
        for (int i = 0; i < 5; i++)
        {
            world.Append();
        }

        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(5);
        world.Spool.Commit(5, 0, 0, 5);
        world.Close();
        string path = world.File(SpoolCursor.FileName);
        byte[] whole = File.ReadAllBytes(path);
        for (int position = 0; position < whole.Length; position++)
        {
            byte[] damaged = [.. whole];
            damaged[position] ^= 1;
            File.WriteAllBytes(path, damaged);
            SampleSpool spool = world.Reopen();
            Assert.Equal(5UL, spool.LastSequence);
            Assert.Equal(0UL, spool.Acknowledged);
            Assert.True(spool.Reconcile(5, out ulong resumeAt));
            Assert.Equal(1UL, resumeAt);
            world.Close();
        }
    }

    [Fact]
    public void A_batch_damaged_while_the_agent_runs_is_left_out_and_the_rest_begins_a_new_epoch()
    {
        using SpoolWorld world = new(new SpoolOptions { Directory = "", SegmentBytes = 1 });
        for (int i = 0; i < 6; i++)
        {
            world.Append();
        }

        Assert.True(world.Spool.Reconcile(0, out _));
        world.Spool.MarkSent(2);
        SpoolEpoch epoch = world.Spool.Epoch;
        world.Read(1);
        string third = world.Segments[2];
        using (FileStream file = new(third, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = Segment.HeaderLength + SpoolRecord.HeaderLength;
            file.WriteByte(0xee);
        }

        Assert.Throws<SpoolDamagedException>(() => world.Read(3));
        Assert.False(world.Spool.Reconcile(1, out _));
        Assert.NotEqual(epoch, world.Spool.Epoch);
        long[] rest = [world.Appended[1], world.Appended[3], world.Appended[4], world.Appended[5]];
        Assert.Equal(rest, world.ReadFrom(1));
        world.Reopen();
        Assert.Equal(rest, world.ReadFrom(1));
        Assert.True(world.Spool.Reconcile(0, out ulong resumeAt));
        Assert.Equal(1UL, resumeAt);
    }
}
