using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Tests.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>Random cases against a clock that is wound minute by minute and asks the whole list of events at each.</summary>
public sealed class CaseOracleTests
{
    private static readonly string[] s_zones = ["Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Dubai"];

    private static readonly CaseEventKind[] s_kinds =
    [
        CaseEventKind.Acknowledged, CaseEventKind.Responded, CaseEventKind.Waiting, CaseEventKind.Waiting, CaseEventKind.Resumed, CaseEventKind.Resumed,
        CaseEventKind.SeverityChanged, CaseEventKind.Resolved, CaseEventKind.Reopened,
    ];

    [Fact]
    public void Deadlines_agree_with_a_walk_minute_by_minute() =>
        Seeds.ForEach(150, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 20, s_zones);
            CaseTerms terms = RandomTerms(random);
            CaseFacts facts = RandomFacts(random, terms, walk);
            UtcInstant? asOf = random.Next(3) == 0 ? null : walk.Minute(random.Next(walk.Index(facts.ReportedAt), walk.Index(walk.End)));
            CaseRating rating = CaseRater.Rate(terms, facts, walk.Calendar, asOf);

            CaseEvent[] known = [.. facts.Events.Where(item => asOf is null || item.At <= asOf)];
            UtcInstant? resolved = Resolution(known);
            UtcInstant? responded = known.FirstOrDefault(item => item.Kind is CaseEventKind.Acknowledged or CaseEventKind.Responded or CaseEventKind.Resolved)?.At;
            if (resolved is { } end)
            {
                responded = responded < end ? responded : end;
            }

            Check(walk, terms, facts, known, asOf, facts.ReportedAt, responded, level => level.Respond, rating.RespondBy, rating.RespondMet);
            Check(walk, terms, facts, known, asOf, facts.ReportedAt, resolved, level => level.Resolve, rating.ResolveBy, rating.ResolveMet);
            Check(walk, terms, facts, known, asOf, responded, resolved, level => level.Fix, rating.FixBy, rating.FixMet);
        });

    [Fact]
    public void The_order_of_facts_does_not_matter() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 8, s_zones);
            CaseTerms terms = RandomTerms(random) with { TimeBasis = CaseTimeBasis.Elapsed };
            CaseFacts facts = RandomFacts(random, terms, walk);
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
            CaseTerms terms = RandomTerms(random) with { TimeBasis = CaseTimeBasis.Elapsed };
            CaseFacts facts = RandomFacts(random, terms, walk);
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
            CaseTerms terms = RandomTerms(random) with { TimeBasis = CaseTimeBasis.Elapsed };
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
            CaseTerms terms = RandomTerms(random) with { TimeBasis = CaseTimeBasis.Elapsed };
            CaseFacts facts = RandomFacts(random, terms, walk);
            UtcInstant asOf = facts.ReportedAt.Plus(random.NextInt64(walk.End - facts.ReportedAt));
            CaseFacts known = facts with { Events = [.. facts.Events.Where(item => item.At <= asOf)] };
            AssertSame(CaseRater.Rate(terms, known, walk.Calendar, asOf), CaseRater.Rate(terms, facts, walk.Calendar, asOf));
        });

    [Fact]
    public void A_longer_pause_never_brings_a_deadline_forward() =>
        Seeds.ForEach(100, random =>
        {
            MinuteWalk walk = MinuteWalk.RandomWithRoom(random, 12, s_zones);
            CaseTerms terms = RandomTerms(random);
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
        MinuteWalk walk, CaseTerms terms, CaseFacts facts, CaseEvent[] known, UtcInstant? asOf,
        UtcInstant? start, UtcInstant? done, Func<CaseLevel, CaseTarget?> target, UtcInstant? due, bool? met)
    {
        if (start is not { } from)
        {
            Assert.Equal((null, null), (due, met));
            return;
        }

        // Instants in minutes from the start of the walk; int.MaxValue stands for "not within the walk, or never".
        CaseEvent[] seen = done is null ? known : [.. known.TakeWhile(item => item.At <= done)];
        (int Level, UtcInstant From) current = (0, facts.ReportedAt);
        current.Level = Index(terms, facts.Severity);
        int deadline = Wind(walk, terms, facts, known, done, from, target(terms.Levels[current.Level])!.TargetUs!.Value);
        foreach (CaseEvent change in seen.Where(item => item.Kind == CaseEventKind.SeverityChanged && (done is null || item.At < done)))
        {
            int level = Index(terms, change.Severity!);
            if (level == current.Level)
            {
                continue;
            }

            UtcInstant begin = terms.SeverityChange == SeverityChangePolicy.FromChange && change.At > from ? change.At : from;
            int next = Wind(walk, terms, facts, known, done, begin, target(terms.Levels[level])!.TargetUs!.Value);
            deadline = terms.SeverityChange == SeverityChangePolicy.NeverLater && level < current.Level ? Math.Min(deadline, next) : next;
            current = (level, change.At);
        }

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

    /// <summary>The first minute at which the clock has run the target.</summary>
    private static int Wind(MinuteWalk walk, CaseTerms terms, CaseFacts facts, CaseEvent[] known, UtcInstant? done, UtcInstant from, long targetUs)
    {
        long left = targetUs / UtcInstant.PerMinute;
        for (int i = walk.Index(from); i < walk.Index(walk.End); i++)
        {
            if (left == 0)
            {
                return i;
            }

            bool counts = terms.TimeBasis == CaseTimeBasis.Elapsed || walk.IsOpen(i);
            left -= counts && !Stands(terms, facts, known, done, walk.Minute(i)) ? 1 : 0;
        }

        return left == 0 ? walk.Index(walk.End) : int.MaxValue;
    }

    /// <summary>Whether clocks stand still in the minute that begins at an instant; nothing stands still after the clock has stopped.</summary>
    private static bool Stands(CaseTerms terms, CaseFacts facts, CaseEvent[] known, UtcInstant? done, UtcInstant at)
    {
        if (at >= done)
        {
            return false;
        }

        bool waiting = false;
        bool resolved = false;
        int level = Index(terms, facts.Severity);
        foreach (CaseEvent item in known.TakeWhile(item => item.At <= at))
        {
            waiting = item.Kind switch
            {
                CaseEventKind.Waiting => waiting || !resolved,
                CaseEventKind.Resumed or CaseEventKind.Resolved => false,
                _ => waiting,
            };
            resolved = item.Kind switch
            {
                CaseEventKind.Resolved => true,
                CaseEventKind.Reopened => false,
                _ => resolved,
            };
            level = item.Kind == CaseEventKind.SeverityChanged ? Index(terms, item.Severity!) : level;
        }

        return resolved || (waiting && terms.Levels[level].PausesWhileWaiting);
    }

    private static UtcInstant? Resolution(CaseEvent[] known)
    {
        UtcInstant? resolved = null;
        foreach (CaseEvent item in known)
        {
            resolved = item.Kind switch
            {
                CaseEventKind.Resolved => resolved ?? item.At,
                CaseEventKind.Reopened => null,
                _ => resolved,
            };
        }

        return resolved;
    }

    private static int Index(CaseTerms terms, string severity) => terms.Levels.Select((level, i) => (level, i)).First(pair => pair.level.Severity == severity).i;

    private static CaseTerms RandomTerms(Random random)
    {
        CaseTarget Target(int minutes) => new(random.Next(0, minutes) * UtcInstant.PerMinute, "1");
        return new CaseTerms(
            [.. new[] { "A", "B", "C" }.Select(severity => new CaseLevel(severity, null, severity, Target(600), Target(1500), Target(3000), random.Next(2) == 0, false))],
            (SeverityChangePolicy)random.Next(3),
            (CaseTimeBasis)random.Next(2));
    }

    /// <summary>A case whose events lie on whole minutes of the first half of the walk, each at its own, in order.</summary>
    private static CaseFacts RandomFacts(Random random, CaseTerms terms, MinuteWalk walk)
    {
        int half = walk.Index(walk.End) / 2;
        int reported = random.Next(half);
        string Severity() => terms.Levels[random.Next(terms.Levels.Count)].Severity;
        CaseEvent[] events =
        [
            .. Enumerable.Range(0, random.Next(12))
                .Select(_ => reported + 1 + random.Next(Math.Min(half, 4000)))
                .Distinct()
                .Order()
                .Select(minute => (At: walk.Minute(minute), Kind: s_kinds[random.Next(s_kinds.Length)]))
                .Select(item => new CaseEvent(item.At, item.Kind, item.Kind == CaseEventKind.SeverityChanged ? Severity() : null)),
        ];
        return new CaseFacts("C", "A", null, walk.Minute(reported), events) with { Severity = Severity() };
    }

    private static void AssertSame(CaseRating expected, CaseRating actual)
    {
        Assert.Equal(expected.Clocks, actual.Clocks);
        Assert.Equal(expected.State, actual.State);
        Assert.Equal(expected.Explanation, actual.Explanation);
        Assert.Equal(expected.Assumptions, actual.Assumptions);
    }
}
