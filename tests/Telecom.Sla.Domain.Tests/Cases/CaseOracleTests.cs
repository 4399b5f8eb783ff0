using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Tests.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>Random cases against a clock that is wound minute by minute and asks the whole list of events at each.</summary>
public sealed class CaseOracleTests
{
    private static readonly string[] s_zones = ["Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Dubai"];

    [Fact]
    public void Deadlines_agree_with_a_walk_minute_by_minute() =>
        Seeds.ForEach(150, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 20, s_zones);
            CaseTerms terms = RandomCases.Terms(random);
            CaseFacts facts = RandomCases.Facts(random, terms, walk);
            UtcInstant? asOf = random.Next(3) == 0 ? null : walk.Minute(random.Next(walk.Index(facts.ReportedAt), walk.Index(walk.End)));
            CaseRating rating = CaseRater.Rate(terms, facts, walk.Calendar, asOf);

            CaseWalk oracle = new(walk, terms, facts, asOf);
            UtcInstant? responded = oracle.RespondedAt;
            Check(walk, oracle, asOf, facts.ReportedAt, responded, level => level.Respond, rating.RespondBy, rating.RespondMet);
            Check(walk, oracle, asOf, facts.ReportedAt, oracle.ResolvedAt, level => level.Resolve, rating.ResolveBy, rating.ResolveMet);
            Check(walk, oracle, asOf, responded, oracle.ResolvedAt, level => level.Fix, rating.FixBy, rating.FixMet);
        });

    [Fact]
    public void The_order_of_facts_does_not_matter() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 8, s_zones);
            CaseTerms terms = RandomCases.Terms(random) with { TimeBasis = CaseTimeBasis.Elapsed };
            CaseFacts facts = RandomCases.Facts(random, terms, walk);
            CaseEvent[] distinct = [.. facts.Events.DistinctBy(item => item.At)];
            CaseEvent[] shuffled = [.. distinct];
            random.Shuffle(shuffled);
            AssertSame(CaseRater.Rate(terms, facts with { Events = distinct }, walk.Calendar, null), CaseRater.Rate(terms, facts with { Events = shuffled }, walk.Calendar, null));
        });

    [Fact]
    public void Pausing_and_resuming_at_one_instant_changes_nothing() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 8, s_zones);
            CaseTerms terms = RandomCases.Terms(random) with { TimeBasis = CaseTimeBasis.Elapsed };
            CaseFacts facts = RandomCases.Facts(random, terms, walk);
            facts = facts with { Events = [.. facts.Events.Where(item => item.Kind is not CaseEventKind.Waiting and not CaseEventKind.Resumed)] };
            UtcInstant at = facts.ReportedAt.Plus(random.NextInt64(walk.End - facts.ReportedAt));
            CaseFacts blinked = facts with { Events = [.. facts.Events, new CaseEvent(at, CaseEventKind.Waiting), new CaseEvent(at, CaseEventKind.Resumed)] };
            AssertSame(CaseRater.Rate(terms, facts, walk.Calendar, walk.End), CaseRater.Rate(terms, blinked, walk.Calendar, walk.End));
        });

    [Fact]
    public void A_pause_in_two_pieces_is_one_pause() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 8, s_zones);
            CaseTerms terms = RandomCases.Terms(random) with { TimeBasis = CaseTimeBasis.Elapsed };
            UtcInstant[] at = [.. Enumerable.Range(0, 3).Select(_ => walk.RandomInstant(random)).Order()];
            CaseEvent question = new(at[0], CaseEventKind.Waiting);
            CaseEvent[] between = [new CaseEvent(at[1], CaseEventKind.Resumed), new CaseEvent(at[1], CaseEventKind.Waiting)];
            CaseEvent answer = new(at[2], random.Next(2) == 0 ? CaseEventKind.Resumed : CaseEventKind.Resolved);
            CaseFacts facts = new("C", "B", null, walk.Start, [question, answer]);
            UtcInstant? asOf = random.Next(2) == 0 ? null : walk.RandomInstant(random);
            AssertSame(CaseRater.Rate(terms, facts, walk.Calendar, asOf), CaseRater.Rate(terms, facts with { Events = [question, .. between, answer] }, walk.Calendar, asOf));
        });

    [Fact]
    public void What_was_known_then_is_what_is_rated() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 8, s_zones);
            CaseTerms terms = RandomCases.Terms(random) with { TimeBasis = CaseTimeBasis.Elapsed };
            CaseFacts facts = RandomCases.Facts(random, terms, walk);
            UtcInstant asOf = facts.ReportedAt.Plus(random.NextInt64(walk.End - facts.ReportedAt));
            CaseFacts known = facts with { Events = [.. facts.Events.Where(item => item.At <= asOf)] };
            AssertSame(CaseRater.Rate(terms, known, walk.Calendar, asOf), CaseRater.Rate(terms, facts, walk.Calendar, asOf));
        });

    [Fact]
    public void A_longer_pause_never_brings_a_deadline_forward() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 12, s_zones);
            CaseTerms terms = RandomCases.Terms(random);
            terms = terms with { Levels = [.. terms.Levels.Select(level => level with { PausesWhileWaiting = true })], TimeBasis = CaseTimeBasis.Elapsed };
            UtcInstant reported = walk.Start;
            UtcInstant from = walk.RandomInstant(random);
            UtcInstant[] ends = [.. Enumerable.Range(0, 3).Select(_ => from.Plus(random.NextInt64(100 * UtcInstant.PerHour))).Order()];
            long last = long.MinValue;
            foreach (UtcInstant end in ends)
            {
                CaseFacts facts = new("C", "A", null, reported, [new CaseEvent(from, CaseEventKind.Waiting), new CaseEvent(end, CaseEventKind.Resumed)]);
                long due = CaseRater.Rate(terms, facts, walk.Calendar, null).ResolveBy!.Value.Microseconds;
                Assert.True(due >= last);
                last = due;
            }
        });

    private static void Check(
        MinuteWalk walk, CaseWalk oracle, UtcInstant? asOf, UtcInstant? start, UtcInstant? done, Func<CaseLevel, CaseTarget?> target, UtcInstant? due, bool? met)
    {
        if (start is not { } from)
        {
            Assert.Equal((null, null), (due, met));
            return;
        }

        int deadline = oracle.Promises(from, done, target).Min(promise => oracle.Wind(promise.Start, done, promise.TargetUs));
        if (deadline == int.MaxValue)
        {
            // Beyond the stretch that was walked, or held open.
            Assert.True(due is null || due > walk.End);
            Assert.Equal(done is not null ? true : null, met);
            return;
        }

        Assert.Equal(walk.Minute(deadline), due);
        Assert.Equal(done is { } at ? at <= walk.Minute(deadline) : asOf is { } now && now > walk.Minute(deadline) ? false : null, met);
    }

    private static void AssertSame(CaseRating expected, CaseRating actual)
    {
        Assert.Equal(expected.Clocks, actual.Clocks);
        Assert.Equal(expected.State, actual.State);
        Assert.Equal(expected.Explanation, actual.Explanation);
        Assert.Equal(expected.Assumptions, actual.Assumptions);
    }
}
