using System.Globalization;
using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Credits;

/// <summary>Credits by local days on which long incidents lasted long enough.</summary>
/// <remarks>
/// An incident is a range of accrued outage time; its length is the downtime in it, so excluded time and time outside the service hours
/// do not lengthen it. It qualifies by its whole length, also where a period's end cuts it; each day then belongs to the period in which it
/// begins, so that every day belongs to one period whenever its downtime was.
/// A day counts once however many incidents it has.
/// </remarks>
public static class DaySchedule
{
    /// <summary>The days of a period that are earned.</summary>
    /// <param name="terms">The schedule.</param>
    /// <param name="incidents">The incidents, whole, by start.</param>
    /// <param name="down">Downtime of all the time that the incidents cover.</param>
    /// <param name="period">The period: days of others are left out.</param>
    /// <param name="from">From when the contract applies; no downtime is before it. The day that it lies in begins with it.</param>
    /// <param name="zone">Zone of the local days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The consecutive time is not above 0, so that a block would have no end.</exception>
    public static CreditShare Share(DayCreditTerms terms, IEnumerable<TimeRange> incidents, TimeSet down, TimeRange period, UtcInstant from, DateTimeZone zone)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(terms.ConsecutiveUs, 1);
        SortedSet<int> days = [];
        LocalDays local = new(zone);
        int qualifying = 0;
        foreach (TimeRange incident in incidents)
        {
            TimeSet time = down.Intersect(incident);
            bool qualifies = terms.Qualifies == Comparator.Greater ? time.Length > terms.QualifyingUs : time.Length >= terms.QualifyingUs;
            if (qualifies && time.Length > 0)
            {
                qualifying++;
                AddDays(terms, time, period, from, ref local, days);
            }
        }

        Ratio share = new Ratio(days.Count, 1) * terms.SharePerDay;
        return days.Count == 0
            ? CreditShare.Nothing(qualifying == 0 ? "no incident is long enough" : "no day of an incident has the consecutive time")
            : new CreditShare(true, share, string.Create(
                CultureInfo.InvariantCulture, $"{days.Count} credit day{(days.Count == 1 ? "" : "s")} × {PercentText.Of(terms.SharePerDay)} % = {PercentText.Of(share)} %"))
            {
                Days = [.. days.Select(LocalDays.Date)],
            };
    }

    private static void AddDays(DayCreditTerms terms, TimeSet time, TimeRange period, UtcInstant from, ref LocalDays local, SortedSet<int> days)
    {
        foreach (TimeRange run in time.Ranges)
        {
            if (terms.Rule == DayRule.BlockStart)
            {
                for (UtcInstant start = run.Start; run.End - start >= terms.ConsecutiveUs; start = start.Plus(terms.ConsecutiveUs))
                {
                    if (period.Contains(start))
                    {
                        _ = days.Add(local.Of(start));
                    }
                }

                continue;
            }

            int day = local.Of(run.Start);
            for (UtcInstant start = local.StartOf(day), end; start < run.End; start = end, day++)
            {
                end = local.StartOf(day + 1);
                if (period.Contains(UtcInstant.Max(start, from)) && new TimeRange(start, end).Intersect(run).Length >= terms.ConsecutiveUs)
                {
                    _ = days.Add(day);
                }
            }
        }
    }
}
