using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Tests.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>Random contracts of three levels, and random cases under them.</summary>
internal static class RandomCases
{
    private static readonly CaseEventKind[] s_kinds =
    [
        CaseEventKind.Acknowledged, CaseEventKind.Responded, CaseEventKind.Waiting, CaseEventKind.Waiting, CaseEventKind.Resumed, CaseEventKind.Resumed,
        CaseEventKind.SeverityChanged, CaseEventKind.Resolved, CaseEventKind.Reopened,
    ];

    /// <summary>Levels A, B and C, each with all three targets.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="step">Targets are multiples of so many minutes: 600, 1500 and 3000 minutes at most.</param>
    public static CaseTerms Terms(Random random, int step = 1)
    {
        CaseTarget Target(int minutes) => new(random.Next(0, minutes / step) * step * UtcInstant.PerMinute, "1");
        return new CaseTerms(
            [.. new[] { "A", "B", "C" }.Select(severity => new CaseLevel(severity, null, severity, Target(600), Target(1500), Target(3000), random.Next(2) == 0, false))],
            (SeverityChangePolicy)random.Next(3),
            (CaseTimeBasis)random.Next(2));
    }

    /// <summary>A case whose events lie on whole minutes of the first half of the walk, each at its own, in order.</summary>
    public static CaseFacts Facts(Random random, CaseTerms terms, MinuteWalk walk)
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
}
