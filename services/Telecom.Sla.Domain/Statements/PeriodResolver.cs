using NodaTime;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>
/// Places the asked periods in their zone. A contract of calendar months rates calendar months: a range that is as long as a month and is
/// none of the zone becomes the months that it covers. A period in which the contract changed is split there.
/// </summary>
internal static class PeriodResolver
{
    /// <summary>Ranges from this length on are taken for a month or a cycle.</summary>
    private const long ShortestMonth = 27 * UtcInstant.PerDay;

    /// <summary>Zones differ by at most 26 hours: a month of another zone reaches so far into its neighbour.</summary>
    private const long ZoneSlack = 26 * UtcInstant.PerHour;

    /// <summary>The periods, in the order in which they were asked for.</summary>
    public static IReadOnlyList<ResolvedPeriod> Resolve(Agreement agreement, PeriodKind kind, RatingFacts facts, DateTimeZone zone, ICollection<string>? assumptions)
    {
        List<ResolvedPeriod> periods = [];
        foreach (PeriodRequest request in facts.Periods)
        {
            switch (request.Kind)
            {
                case PeriodRequestKind.Month:
                    Add(PeriodSpan.Month, MonthPeriods.Month(new YearMonth(request.Year, request.Month), zone));
                    break;
                case PeriodRequestKind.Year:
                    List<TimeRange> months = [.. Enumerable.Range(1, 12).Select(month => MonthPeriods.Month(new YearMonth(request.Year, month), zone))];
                    months.ForEach(month => Add(PeriodSpan.Month, month));
                    TimeRange year = new(months[0].Start, months[^1].End);
                    periods.Add(new ResolvedPeriod(PeriodSpan.Year, year, year, agreement.At(year.Start)));
                    break;
                default:
                    AddRange(request.Range);
                    break;
            }
        }

        return periods;

        void AddRange(TimeRange range)
        {
            if (kind == PeriodKind.BillingCycle)
            {
                Add(PeriodSpan.Range, range);
                return;
            }

            List<TimeRange> months = MonthsOf(range, zone);
            if (months is [var only] && only == range)
            {
                Add(PeriodSpan.Month, range);
            }
            else if (range.Length < ShortestMonth)
            {
                Add(PeriodSpan.Range, range);
            }
            else
            {
                assumptions?.Add($"{range} is no calendar month of {zone.Id}; the contract counts calendar months, so {string.Join(" and ", months)} is rated.");
                months.ForEach(month => Add(PeriodSpan.Month, month));
            }
        }

        void Add(PeriodSpan span, TimeRange whole)
        {
            UtcInstant from = whole.Start;
            foreach (AgreementVersion version in agreement.Versions)
            {
                if (version.EffectiveFrom > from && version.EffectiveFrom < whole.End && agreement.At(from) != version)
                {
                    periods.Add(new ResolvedPeriod(span, new TimeRange(from, version.EffectiveFrom), whole, agreement.At(from)));
                    from = version.EffectiveFrom;
                }
            }

            periods.Add(new ResolvedPeriod(span, new TimeRange(from, whole.End), whole, agreement.At(from)));
        }
    }

    /// <summary>The months of a range; those that it only reaches into as far as zones can differ are left out when there is another.</summary>
    private static List<TimeRange> MonthsOf(TimeRange range, DateTimeZone zone)
    {
        List<TimeRange> months = [];
        for (TimeRange month = MonthPeriods.Month(range.Start, zone); month.Start < range.End; month = MonthPeriods.Month(month.End, zone))
        {
            months.Add(month);
        }

        List<TimeRange> covered = [.. months.Where(month => month.Intersect(range).Length > ZoneSlack)];
        return covered.Count == 0 ? months : covered;
    }
}
