using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Ledgers;

/// <summary>Makes the ledgers of a range from facts and terms.</summary>
/// <remarks>
/// <para>
/// Measured M: the union of the outages as they were, clipped to the instant of the rating. Accrued A: each outage from the instant
/// from which the contract counts it; an outage that the provider must confirm and did not, or during which the service stayed
/// accessible where the contract says that this is no downtime, accrues nothing.
/// </para>
/// <para>
/// Excluded: maintenance windows and exclusions of a category, each with the category's policy; an outage whose cause is a category is
/// excluded as long as it lasted. B is what leaves both sides, U what counts as up. Both are unions, so a minute is cut out once; time
/// in both leaves both sides.
/// </para>
/// <para>Service S, denominator N = S \ B, downtime D = ((A ∪ C) \ (B ∪ U)) ∩ S with C the time that counts as down
/// whatever was measured: an exclusion wins over it.</para>
/// </remarks>
public static class LedgerBuilder
{
    /// <summary>Builds.</summary>
    /// <param name="terms">How the contract counts.</param>
    /// <param name="facts">What happened.</param>
    /// <param name="range">The range, not beyond the instant of the rating.</param>
    /// <param name="calendar">Working time; asked only where the service time needs it.</param>
    public static AvailabilityLedger Build(AvailabilityTerms terms, RatingFacts facts, TimeRange range, Func<WorkCalendar> calendar)
    {
        List<TimeRange> measured = new(facts.Outages.Count);
        List<TimeRange> corroborating = [];
        List<TimeRange> accrued = new(facts.Outages.Count);
        ExcludedRanges excluded = new(range);

        // Joining and forgiving look at whole outages, also outside of the range: otherwise a period's end would change them.
        bool shapes = terms.MergeGapUs > 0 || terms.MinimumOutageUs > 0;
        UtcInstant openEnd = KnownFacts.OpenEnd(facts, range.End);
        foreach (OutageFacts outage in facts.Outages)
        {
            TimeRange known = KnownFacts.Clip(outage, facts.AsOf, openEnd);
            if ((!shapes && known.Intersect(range).IsEmpty) || !KnownFacts.IsKnown(outage.RecordedAt, facts.AsOf))
            {
                continue;
            }

            if (terms.SourceOfRecord is { } record && outage.Source is { } source && source != record)
            {
                corroborating.Add(known.Intersect(range));
                continue;
            }

            measured.Add(known.Intersect(range));
            if (outage.Cause is { } cause && terms.Exclusions.TryGetValue(cause, out ExclusionTerms? category))
            {
                excluded.Add(category.Policy, ExclusionExtent.OutagePart, known);
            }

            if (AccrualOf(terms, outage, known) is { IsEmpty: false } counted)
            {
                accrued.Add(counted);
            }
        }

        TimeSet outages = TimeSet.Of(measured);
        foreach (MaintenanceFacts window in facts.Maintenance)
        {
            if (KnownFacts.IsKnown(window.RecordedAt, facts.AsOf) && Holds(terms.Maintenance, window.Announced, window.Range))
            {
                excluded.AddMaintenance(terms.Maintenance, window.Range);
            }
        }

        foreach (ExclusionFacts exclusion in facts.Exclusions)
        {
            if (KnownFacts.Counts(exclusion, facts.AsOf) && terms.Exclusions.TryGetValue(exclusion.Category, out ExclusionTerms? category)
                && Holds(category, exclusion.Announced, exclusion.Range))
            {
                excluded.Add(category.Policy, category.Extent, exclusion.Range);
            }
        }

        TimeSet service = terms.ServiceTime switch
        {
            ServiceTimeKind.Workdays => calendar().WorkdaySet(range),
            ServiceTimeKind.WorkingHours => calendar().WorkingHoursSet(range),
            _ => TimeSet.Of(range),
        };
        TimeSet accruedSet = TimeSet.Of(accrued);
        accruedSet = (shapes ? OutageShaping.Shape(accruedSet, terms.MergeGapUs, terms.MinimumOutageUs) : accruedSet).Intersect(range);
        TimeSet leftBoth = excluded.LeftBoth(outages);
        TimeSet countedUp = excluded.CountedUp(outages, leftBoth);
        TimeSet cut = leftBoth.Union(countedUp);
        TimeSet denominator = service.Subtract(leftBoth);
        TimeSet down = accruedSet.Union(excluded.CountedDown(outages)).Subtract(cut).Intersect(service);
        TimeSet corroboration = TimeSet.Of(corroborating);
        return new AvailabilityLedger
        {
            Range = range,
            Service = service,
            Measured = outages,
            Accrued = accruedSet,
            LeftBoth = leftBoth,
            CountedUp = countedUp,
            Planned = excluded.Planned(outages).Intersect(service),
            Denominator = denominator,
            Down = down,
            Unmeasured = facts.Unmeasured.IsEmpty ? TimeSet.Empty : facts.Unmeasured.Intersect(denominator).Subtract(outages.Union(cut).Union(down)),
            ExcludedUs = outages.Intersect(cut).Intersect(service).Length,
            Disagreement = corroboration.IsEmpty ? TimeSet.Empty : outages.Subtract(corroboration).Union(corroboration.Subtract(outages)),
        };
    }

    /// <summary>All outages as far as the contract lets them count, whole and before exclusions: its incidents, inside and outside of a period.</summary>
    /// <param name="terms">How the contract counts.</param>
    /// <param name="facts">What happened.</param>
    /// <param name="end">End of what is looked at.</param>
    public static TimeSet AccruedOf(AvailabilityTerms terms, RatingFacts facts, UtcInstant end)
    {
        UtcInstant openEnd = KnownFacts.OpenEnd(facts, end);
        return OutageShaping.Shape(
            TimeSet.Of(facts.Outages
                .Where(outage => KnownFacts.IsKnown(outage.RecordedAt, facts.AsOf)
                    && (terms.SourceOfRecord is not { } record || outage.Source is not { } source || source == record))
                .Select(outage => AccrualOf(terms, outage, KnownFacts.Clip(outage, facts.AsOf, openEnd)))),
            terms.MergeGapUs,
            terms.MinimumOutageUs);
    }

    /// <summary>The part of an outage that the contract lets count, before exclusions; empty when none does.</summary>
    /// <param name="terms">How the contract counts.</param>
    /// <param name="outage">The outage.</param>
    /// <param name="known">The outage as far as it is known.</param>
    public static TimeRange AccrualOf(AvailabilityTerms terms, OutageFacts outage, TimeRange known)
    {
        if ((terms.NeedsConfirmation && outage.Confirmed == false) || (terms.AccessibleIsUp && outage.ServiceAccessible == true))
        {
            return default;
        }

        UtcInstant? start = terms.Accrual switch
        {
            AccrualStart.Measured => known.Start,
            AccrualStart.Report => Later(known.Start, outage.ReportedAt),
            AccrualStart.Recognition => Later(known.Start, outage.RecognisedAt ?? outage.NoticeAt),
            AccrualStart.RecognitionAndNotice => Later(Later(known.Start, outage.RecognisedAt ?? outage.NoticeAt), outage.NoticeAt),
            _ => throw new ArgumentOutOfRangeException(nameof(terms), terms.Accrual, "No such start."),
        };
        return start < known.End ? new TimeRange(start.Value, known.End) : default;
    }

    private static UtcInstant? Later(UtcInstant? left, UtcInstant? right) =>
        left is { } first && right is { } second ? UtcInstant.Max(first, second) : null;

    private static bool Holds(ExclusionTerms terms, Announcement announced, TimeRange range) => !terms.AnnouncedBefore || announced.IsBefore(range.Start);
}
