using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Tests.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>The marks of random cases against the clock that is wound minute by minute, and against the rating.</summary>
public sealed class CaseMarksOracleTests
{
    private static readonly int[] s_percents = [1, 50, 99, 100, 101, 150, 1000];

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kolkata")]
    public void Marks_agree_with_a_walk_minute_by_minute(string zone) =>
        Seeds.ForEach(60, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 20, zone);

            // Targets of whole hundreds of minutes, so that a percent is a whole minute.
            CaseTerms terms = RandomCases.Terms(random, 100);
            CaseFacts facts = RandomCases.Facts(random, terms, walk);
            UtcInstant? asOf = random.Next(3) == 0 ? null : walk.Minute(random.Next(walk.Index(facts.ReportedAt), walk.Index(walk.End)));
            IReadOnlyList<CaseMark> marks = CaseMarks.Of(terms, facts, walk.Calendar, s_percents, asOf);

            CaseWalk oracle = new(walk, terms, facts, asOf);
            Check(walk, oracle, marks, "respond", facts.ReportedAt, oracle.RespondedAt, level => level.Respond);
            Check(walk, oracle, marks, "fix", oracle.RespondedAt, oracle.ResolvedAt, level => level.Fix);
            Check(walk, oracle, marks, "resolve", facts.ReportedAt, oracle.ResolvedAt, level => level.Resolve);
        });

    [Fact]
    public void A_breach_is_marked_when_the_rating_says_missed_and_only_then() =>
        Seeds.ForEach(150, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 12, "Europe/Berlin", "Australia/Lord_Howe");
            CaseTerms terms = RandomCases.Terms(random);
            CaseFacts facts = RandomCases.Facts(random, terms, walk);
            IReadOnlyList<CaseMark> all = CaseMarks.Of(terms, facts, walk.Calendar, [100], null);
            UtcInstant[] tries = [walk.RandomInstant(random), .. all.Select(mark => mark.At), .. all.Select(mark => mark.At.Plus(-1))];
            foreach (UtcInstant asOf in tries.Where(at => at >= facts.ReportedAt))
            {
                CaseMark[] reached = [.. CaseMarks.Of(terms, facts, walk.Calendar, [100], asOf).Where(mark => mark.At <= asOf)];
                CaseRating rating = CaseRater.Rate(terms, facts, walk.Calendar, asOf);
                Assert.Equal(rating.Clocks.Where(clock => clock.Met == false).Select(clock => clock.Name).Order(), reached.Select(mark => mark.Clock).Order());
                Assert.All(reached, mark => Assert.Equal(rating.Clock(mark.Clock).DueAt, mark.Deadline));
            }
        });

    [Fact]
    public void Time_alone_moves_no_mark() =>
        Seeds.ForEach(150, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 8, "Europe/Berlin", "Australia/Lord_Howe");
            CaseTerms terms = RandomCases.Terms(random);
            CaseFacts facts = RandomCases.Facts(random, terms, walk);
            UtcInstant one = facts.ReportedAt.Plus(random.NextInt64(walk.End - facts.ReportedAt));
            UtcInstant next = facts.Events.Where(item => item.At > one).Select(item => item.At.Plus(-1)).DefaultIfEmpty(walk.End).Min();
            Assert.Equal(
                CaseMarks.Of(terms, facts, walk.Calendar, s_percents, one),
                CaseMarks.Of(terms, facts, walk.Calendar, s_percents, UtcInstant.Max(one, next)));
        });

    [Fact]
    public void A_pause_moves_marks_and_keeps_their_occasions() =>
        Seeds.ForEach(150, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 12, "Europe/Berlin", "Australia/Lord_Howe");
            CaseTerms terms = RandomCases.Terms(random);
            CaseFacts facts = new("C", "B", null, walk.RandomInstant(random), []);
            UtcInstant from = facts.ReportedAt.Plus(random.NextInt64(50 * UtcInstant.PerHour));
            UtcInstant to = from.Plus(random.NextInt64(50 * UtcInstant.PerHour));
            CaseEvent[] pause = random.Next(2) == 0
                ? [new CaseEvent(from, CaseEventKind.Waiting), new CaseEvent(to, CaseEventKind.Resumed)]
                : [new CaseEvent(from, CaseEventKind.Resolved), new CaseEvent(to, CaseEventKind.Reopened)];
            CaseMark[] before = [.. CaseMarks.Of(terms, facts, walk.Calendar, [1, 50, 99, 100, 150], null).Where(mark => mark.Clock == "resolve")];
            CaseMark[] after = [.. CaseMarks.Of(terms, facts with { Events = pause }, walk.Calendar, [1, 50, 99, 100, 150], null).Where(mark => mark.Clock == "resolve")];
            Assert.Equal(before.Select(mark => (mark.Percent, mark.Occasion)).Order(), after.Select(mark => (mark.Percent, mark.Occasion)).Order());
            Assert.All(before, mark => Assert.True(after.Single(other => other.Percent == mark.Percent).At >= mark.At));
        });

    private static void Check(
        MinuteWalk walk, CaseWalk oracle, IReadOnlyList<CaseMark> all, string clock, UtcInstant? start, UtcInstant? done, Func<CaseLevel, CaseTarget?> target)
    {
        CaseMark[] marks = [.. all.Where(mark => mark.Clock == clock)];
        if (start is not { } first)
        {
            Assert.Empty(marks);
            return;
        }

        // From one start the shortest target is due first.
        (UtcInstant from, long targetUs) = oracle.Promises(first, done, target).MinBy(promise => promise.TargetUs);
        int deadline = oracle.Wind(from, done, targetUs);
        UtcInstant? breach = deadline == int.MaxValue ? null : walk.Minute(deadline).Plus(1);
        foreach (int percent in s_percents)
        {
            int minute = oracle.Wind(from, done, targetUs / 100 * percent);
            UtcInstant? expected = percent switch
            {
                100 => breach,
                < 100 when targetUs == 0 => null,
                _ when minute == int.MaxValue => null,
                < 100 => walk.Minute(minute),
                _ => UtcInstant.Max(walk.Minute(minute), breach!.Value),
            };
            CaseMark? mark = marks.SingleOrDefault(mark => mark.Percent == percent);
            if (expected is not { } at)
            {
                // Beyond the stretch that was walked, held open, or not promised.
                Assert.True(mark is null || mark.At > walk.End);
            }
            else if (at < done || done is null || (percent == 100 && at == done))
            {
                Assert.Equal(at, mark?.At);
            }
            else
            {
                Assert.Null(mark);
            }

            Assert.True(mark?.Deadline is not { } due || due > walk.End || due == walk.Minute(deadline));
        }
    }
}
