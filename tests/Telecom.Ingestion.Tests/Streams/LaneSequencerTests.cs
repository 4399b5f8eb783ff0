using Telecom.Ingestion.Streams;
using static Telecom.Ingestion.Streams.SequenceVerdict;

namespace Telecom.Ingestion.Tests.Streams;

public sealed class LaneSequencerTests
{
    [Fact]
    public void Batches_in_order_are_appended_and_so_are_replays()
    {
        LaneSequencer sequencer = new(5);
        Assert.Equal([Append, Append, Append, Append, Append], Receive(sequencer, 6, 7, 3, 7, 8));
    }

    [Fact]
    public void A_gap_is_answered_once_until_the_agent_goes_back()
    {
        LaneSequencer sequencer = new(5);
        Assert.Equal([Rewind, Ignore, Ignore, Append, Append], Receive(sequencer, 7, 8, 9, 6, 7));
    }

    [Fact]
    public void An_agent_that_goes_back_too_little_is_told_again_once()
    {
        LaneSequencer sequencer = new(5);
        Assert.Equal([Rewind, Ignore, Rewind, Ignore, Rewind], Receive(sequencer, 8, 9, 8, 9, 7));
    }

    [Fact]
    public void A_lower_resend_counts_as_going_back()
    {
        LaneSequencer sequencer = new(5);
        Assert.Equal([Rewind, Append, Rewind, Append], Receive(sequencer, 8, 4, 7, 6));
    }

    [Fact]
    public void A_rewind_names_the_last_number_that_was_taken()
    {
        LaneSequencer sequencer = new(5);
        sequencer.Receive(6);
        Assert.Equal(6ul, sequencer.Receive(9).Taken);
    }

    [Fact]
    public void The_largest_numbers_do_not_wrap_around()
    {
        LaneSequencer sequencer = new(0);
        Assert.Equal(Rewind, sequencer.Receive(ulong.MaxValue).Verdict);
        Assert.Equal(Rewind, sequencer.Finish(ulong.MaxValue).Verdict);
        Assert.Equal(Append, new LaneSequencer(ulong.MaxValue).Receive(ulong.MaxValue).Verdict);
    }

    [Fact]
    public void Finish_is_taken_when_nothing_is_missing()
    {
        LaneSequencer sequencer = new(5);
        Assert.Equal(Append, sequencer.Finish(5).Verdict);
        Assert.Equal(Append, sequencer.Finish(0).Verdict);
        sequencer.Receive(6);
        Assert.Equal(Append, sequencer.Finish(6).Verdict);
    }

    [Fact]
    public void Finish_behind_ignored_batches_is_ignored_and_a_second_one_is_answered()
    {
        LaneSequencer sequencer = new(5);
        Assert.Equal([Rewind, Ignore], Receive(sequencer, 7, 8));
        Assert.Equal(Ignore, sequencer.Finish(8).Verdict);
        Assert.Equal(Rewind, sequencer.Finish(8).Verdict);
    }

    [Fact]
    public void A_gap_in_the_log_sends_back_once_and_voids_what_was_under_way()
    {
        LaneSequencer sequencer = new(5);
        int before = sequencer.Receive(6).Generation;
        Assert.Equal(before, sequencer.Receive(7).Generation);
        Assert.True(sequencer.GoBack(before, 3));
        Assert.False(sequencer.GoBack(before, 3));
        Assert.False(sequencer.IsCurrent(before));
        Assert.Equal(Ignore, sequencer.Receive(8).Verdict);
        SequenceDecision resent = sequencer.Receive(4);
        Assert.Equal(Append, resent.Verdict);
        Assert.True(sequencer.IsCurrent(resent.Generation));
        Assert.Equal([Append, Append], Receive(sequencer, 5, 6));
    }

    private static SequenceVerdict[] Receive(LaneSequencer sequencer, params ulong[] sequences) =>
        [.. sequences.Select(s => sequencer.Receive(s).Verdict)];
}
