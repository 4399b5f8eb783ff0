using Telecom.Rating.Tests.Drawn;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Properties;

/// <summary>Different ways to say the same facts give the same statement.</summary>
public sealed class SameStatementTests
{
    /// <summary>2200: later than everything that tests draw.</summary>
    private static readonly UtcInstant EndOfTime = UtcInstant.From(NodaTime.Instant.FromUtc(2200, 1, 1, 0, 0));

    [Fact]
    public void The_order_of_facts_changes_nothing() => Property.OfRatings(random => CaseDraw.Short(random), (drawn, random) =>
    {
        // Claims name outages by index, and an order has no index: they name the range and the issue instead.
        RatingFacts facts = drawn.Facts with { Claims = drawn.Facts.Claims is { } claims ? [.. claims.Select(claim => ByRange(claim, drawn.Facts))] : null };
        RatingFacts shuffled = facts with
        {
            Outages = Shuffle(facts.Outages, random)!,
            Maintenance = Shuffle(facts.Maintenance, random)!,
            Exclusions = Shuffle(facts.Exclusions, random)!,
            Charges = Shuffle(facts.Charges, random),
            Events = Shuffle(facts.Events, random),
            Claims = Shuffle(facts.Claims, random),
        };
        Statement expected = StatementRater.Rate(drawn.Agreement, facts);
        Statement actual = StatementRater.Rate(drawn.Agreement, shuffled);
        return Same.Fault(expected, actual)
            ?? (expected.Periods[0].Explanation.SequenceEqual(actual.Periods[0].Explanation) ? null : "the explanation differs")
            ?? (expected.Assumptions.SequenceEqual(actual.Assumptions) ? null : "the assumptions differ");
    });

    [Fact]
    public void A_statement_as_of_the_end_of_time_is_the_one_without_an_instant() => Property.OfRatings(random => CaseDraw.Short(random), (drawn, _) =>
    {
        // An outage that goes on would last until then, and a condition that holds for ranges would be tested then: neither is meant.
        RatingFacts facts = drawn.Facts with
        {
            AsOf = null,
            Outages = [.. drawn.Facts.Outages.Select(outage => outage with { End = outage.End ?? outage.Start.Plus(TestTerms.Hour) })],
            Gates = drawn.Facts.Gates.Where(gate => gate.Value.Holds is not null).ToDictionary(gate => gate.Key, gate => gate.Value),
        };
        return Same.Fault(StatementRater.Rate(drawn.Agreement, facts), StatementRater.Rate(drawn.Agreement, facts with { AsOf = EndOfTime }));
    });

    [Fact]
    public void The_alternatives_of_a_reading_contain_the_chosen_one_with_the_amount_of_the_statement() => Property.OfRatings(WithReadings, (drawn, _) =>
    {
        PeriodStatement rated = StatementRater.Rate(drawn.Agreement, drawn.Facts).Periods.Single();
        IReadOnlyList<ReadingAmount> amounts = rated.Credit!.Alternatives;
        foreach (IGrouping<string, ReadingAmount> reading in amounts.GroupBy(one => one.Reading))
        {
            ReadingAmount[] chosen = [.. reading.Where(one => one.Chosen)];
            if (chosen.Length != 1 || chosen[0].Amount != rated.Credit.Payable || chosen[0].Verdict != rated.Verdict)
            {
                return $"{string.Join(", ", reading)} of a statement with {rated.Credit.Payable}, {rated.Verdict}";
            }
        }

        if (amounts.Count != drawn.Agreement.Versions[0].Alternatives.Count)
        {
            return $"{amounts.Count} alternatives";
        }

        // Each of the others is what the statement itself says when that option is chosen.
        foreach ((ReadingAmount amount, Sla.Domain.Terms.TermsAlternative option) in amounts.Zip(drawn.Agreement.Versions[0].Alternatives))
        {
            PeriodStatement own = StatementRater.Rate(TestTerms.Agreement(option.Terms), drawn.Facts).Periods.Single();
            if (own.Credit!.Payable != amount.Amount || own.Verdict != amount.Verdict)
            {
                return $"{amount} is {own.Credit.Payable}, {own.Verdict} when it is chosen";
            }
        }

        return null;
    });

    private static RatedCase WithReadings(Random random)
    {
        RatedCase drawn = CaseDraw.Short(random);
        return drawn with { Agreement = TestTerms.Agreement(drawn.Terms, TestTerms.Options(drawn.Terms)) };
    }

    private static ClaimFacts ByRange(ClaimFacts claim, RatingFacts facts) => claim switch
    {
        { Outage: { } index } => claim with { Outage = null, OutageRange = new TimeRange(facts.Outages[index].Start, facts.Outages[index].End ?? facts.Outages[index].Start) },
        { Event: { } index } => claim with { Event = null, IssueAt = facts.Events![index].SubmittedAt },
        _ => claim,
    };

    private static T[]? Shuffle<T>(IReadOnlyList<T>? list, Random random)
    {
        if (list is null)
        {
            return null;
        }

        T[] shuffled = [.. list];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
