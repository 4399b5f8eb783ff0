using Telecom.Rating.Tests.Drawn;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Properties;

/// <summary>Cases in which an outage can be added that counts from its start to its end, unless it is excluded.</summary>
internal static class Counting
{
    /// <summary>A case whose exclusions are of whole ranges.</summary>
    public static RatedCase Draw(Random random)
    {
        RatedCase drawn = CaseDraw.Short(random, (Shape)random.Next(4));
        AvailabilityTerms promise = drawn.Terms.Availability!;
        return drawn with
        {
            Agreement = TestTerms.Agreement(drawn.Terms with { Availability = promise with { Maintenance = promise.Maintenance with { Extent = ExclusionExtent.WholeRange } } }),
            Facts = drawn.Facts with
            {
                Outages = [.. drawn.Facts.Outages.Where(outage => outage.Cause is null)],
                Exclusions = [.. drawn.Facts.Exclusions.Where(exclusion => !exclusion.Category.EndsWith("_outage", StringComparison.Ordinal))],
                Claims = null,
                Gates = new Dictionary<string, GateFacts>(),
            },
        };
    }

    /// <summary>The facts with one more outage.</summary>
    public static RatingFacts WithOutage(RatedCase drawn, Random random)
    {
        TimeRange range = Somewhere(drawn, random);
        return drawn.Facts with
        {
            Outages = [.. drawn.Facts.Outages, new OutageFacts(range.Start, range.End) { ReportedAt = range.Start, RecognisedAt = range.Start, NoticeAt = range.Start, Confirmed = true, ServiceAccessible = false }],
        };
    }

    /// <summary>A range that begins in the period or up to an hour before it.</summary>
    public static TimeRange Somewhere(RatedCase drawn, Random random)
    {
        TimeRange period = drawn.Facts.Periods[0].Range;
        UtcInstant from = period.Start.Plus(random.NextInt64(-TestTerms.Hour, period.Length));
        return new TimeRange(from, from.Plus(random.NextInt64(1, random.Next(2) == 0 ? TestTerms.Hour : period.Length)));
    }
}
