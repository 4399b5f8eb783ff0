using Telecom.Rating.Tests.Drawn;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Statements;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Properties;

/// <summary>A period's totals are those of its parts, wherever it is split.</summary>
public sealed class PeriodSplitTests
{
    [Fact]
    public void Splitting_a_period_never_changes_its_totals() => Property.OfRatings(Drawn, (drawn, random) =>
    {
        TimeRange whole = drawn.Facts.Periods[0].Range;
        UtcInstant cut = Cut(whole, random);
        RatingFacts split = drawn.Facts with { Periods = [PeriodRequest.Of(new TimeRange(whole.Start, cut)), PeriodRequest.Of(new TimeRange(cut, whole.End))] };
        return Compare(StatementRater.Rate(drawn.Agreement, drawn.Facts).Periods.Single(), StatementRater.Rate(drawn.Agreement, split).Periods);
    });

    [Fact]
    public void A_new_version_with_the_same_terms_splits_a_period_and_changes_no_total() => Property.OfRatings(Drawn, (drawn, random) =>
    {
        TimeRange whole = drawn.Facts.Periods[0].Range;
        AgreementVersion first = drawn.Agreement.Versions[0];
        Agreement two = drawn.Agreement with { Versions = [first, first with { Id = "2", EffectiveFrom = Cut(whole, random) }] };
        IReadOnlyList<PeriodStatement> parts = StatementRater.Rate(two, drawn.Facts).Periods;
        return parts.Count != 2 ? $"{parts.Count} parts" : Compare(StatementRater.Rate(drawn.Agreement, drawn.Facts).Periods.Single(), parts);
    });

    /// <summary>Outages that have ended: one that goes on lasts as far as is looked, which is not the same for a part.</summary>
    private static RatedCase Drawn(Random random)
    {
        RatedCase drawn = CaseDraw.Short(random, (Shape)random.Next(4));
        return drawn with { Facts = drawn.Facts with { Outages = [.. drawn.Facts.Outages.Select(outage => outage with { End = outage.End ?? outage.Start.Plus(TestTerms.Hour) })] } };
    }

    private static UtcInstant Cut(TimeRange whole, Random random) => whole.Start.Plus(random.NextInt64(1, whole.Length));

    private static string? Compare(PeriodStatement whole, IReadOnlyList<PeriodStatement> parts)
    {
        foreach ((string name, Func<PeriodStatement, long> figure) in ((string, Func<PeriodStatement, long>)[])
        [
            ("total", one => one.TotalUs), ("service", one => one.ServiceUs), ("downtime", one => one.DowntimeUs),
            ("measured", one => one.MeasuredUs), ("excluded", one => one.ExcludedUs), ("planned", one => one.PlannedUs),
        ])
        {
            if (parts.Sum(figure) != figure(whole))
            {
                return $"{name} is {figure(whole)} of the whole and {string.Join(" + ", parts.Select(figure))} of the parts";
            }
        }

        return null;
    }
}
