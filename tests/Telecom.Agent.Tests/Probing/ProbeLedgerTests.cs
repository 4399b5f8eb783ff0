using Telecom.Agent.Probing;

namespace Telecom.Agent.Tests.Probing;

public class ProbeLedgerTests
{
    private const long Timeout = 2_000_000_000;
    private readonly ProbeLedger _ledger = new(Timeout, 1_000_000_000);

    [Fact]
    public void The_delay_is_t4_less_t1_less_t3_plus_t2()
    {
        _ledger.Sent(1, 7, 1000, 55);
        Assert.Equal(AnswerVerdict.InTime, Answer(1, 7, at: 51_000, residence: 20_000, out ProbeResult result));
        Assert.Equal(new ProbeResult(55, 30_000), result);
        Assert.Equal(0, _ledger.WaitingCount);
    }

    [Theory]
    [InlineData(-1, 50_000)]
    [InlineData(50_000, 50_000)]
    [InlineData(long.MaxValue, 50_000)]
    [InlineData(49_999, 1)]
    [InlineData(0, 50_000)]
    public void A_residence_that_cannot_be_true_is_not_subtracted(long residence, long delay)
    {
        _ledger.Sent(1, 7, 1000, 55);
        AnswerVerdict verdict = _ledger.Answered(new ProbeAnswer(1, 7, residence), 51_000, 51_000, out ProbeResult result, out bool refused);
        Assert.Equal(AnswerVerdict.InTime, verdict);
        Assert.Equal(delay, result.DelayNanoseconds);
        Assert.Equal(residence is < 0 or >= 50_000, refused);
    }

    [Fact]
    public void An_answer_just_before_the_timeout_counts_and_one_at_it_is_late()
    {
        _ledger.Sent(1, 1, 0, 10);
        _ledger.Sent(2, 2, 0, 20);
        Assert.Equal(AnswerVerdict.InTime, Answer(1, 1, Timeout - 1, 0, out _));
        Assert.Equal(AnswerVerdict.Late, Answer(2, 2, Timeout, 0, out _));
        Assert.True(_ledger.TryExpire(Timeout, out ProbeResult lost));
        Assert.Equal(new ProbeResult(20, null), lost);
        Assert.False(_ledger.TryExpire(long.MaxValue, out _));
    }

    [Fact]
    public void Whether_an_answer_is_in_time_depends_on_when_it_came_and_not_on_when_it_was_read()
    {
        _ledger.Sent(1, 1, 0, 10);
        AnswerVerdict verdict = _ledger.Answered(new ProbeAnswer(1, 1, 0), Timeout - 5, now: Timeout * 3, out ProbeResult result, out _);
        Assert.Equal(AnswerVerdict.InTime, verdict);
        Assert.Equal(Timeout - 5, result.DelayNanoseconds);
    }

    [Fact]
    public void An_arrival_before_t1_which_only_a_stepped_clock_makes_is_judged_by_the_reading_now()
    {
        _ledger.Sent(1, 1, 5000, 10);
        AnswerVerdict verdict = _ledger.Answered(new ProbeAnswer(1, 1, 0), receivedAt: -90_000, now: 6000, out ProbeResult result, out _);
        Assert.Equal(AnswerVerdict.InTime, verdict);
        Assert.Equal(1000, result.DelayNanoseconds);
    }

    [Fact]
    public void Late_duplicate_reordered_and_stray_answers_are_told_apart()
    {
        for (uint i = 0; i < 4; i++)
        {
            _ledger.Sent(i, i, i * 10, i);
        }

        Assert.Equal(AnswerVerdict.InTime, Answer(1, 1, 100, 0, out _));
        Assert.Equal(AnswerVerdict.InTimeReordered, Answer(0, 0, 110, 0, out _));
        Assert.Equal(AnswerVerdict.InTime, Answer(2, 2, 120, 0, out _));
        Assert.Equal(AnswerVerdict.Duplicate, Answer(1, 1, 130, 0, out _));
        Assert.Equal(AnswerVerdict.Stray, Answer(3, 999, 140, 0, out _));
        Assert.Equal(AnswerVerdict.Stray, Answer(77, 77, 140, 0, out _));
        Assert.True(_ledger.TryExpire(30 + Timeout, out _));
        Assert.Equal(AnswerVerdict.Late, Answer(3, 3, 31 + Timeout, 0, out _));
        Assert.Equal(AnswerVerdict.Late, Answer(3, 3, 32 + Timeout, 0, out _));
    }

    [Fact]
    public void Every_probe_ends_once_whatever_comes_back()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            ProbeLedger ledger = new(100, 1000);
            Dictionary<long, int> endings = [];
            long now = 0;
            for (uint sequence = 0; sequence < 500; sequence++)
            {
                now += random.Next(1, 40);
                ledger.Sent(sequence, sequence * 3, now, sequence);
                for (int answers = random.Next(4); answers > 0; answers--)
                {
                    uint answered = (uint)random.Next(Math.Max(0, (int)sequence - 6), (int)sequence + 1);
                    ledger.Answered(new ProbeAnswer(answered, answered * 3, 0), now, now, out ProbeResult result, out _);
                    Count(result.DelayNanoseconds is null ? null : result);
                }

                while (ledger.TryExpire(now, out ProbeResult lost))
                {
                    Count(lost);
                }
            }

            while (ledger.TryExpire(now + 1000, out ProbeResult lost))
            {
                Count(lost);
            }

            Assert.Equal(500, endings.Count);
            Assert.All(endings.Values, times => Assert.Equal(1, times));
            Assert.Equal(0, ledger.WaitingCount);

            void Count(ProbeResult? result)
            {
                if (result is { } ended)
                {
                    endings[ended.InstantUs] = endings.GetValueOrDefault(ended.InstantUs) + 1;
                }
            }
        }
    }

    private AnswerVerdict Answer(uint sequence, ulong token, long at, long residence, out ProbeResult result) =>
        _ledger.Answered(new ProbeAnswer(sequence, token, residence), at, at, out result, out _);
}
