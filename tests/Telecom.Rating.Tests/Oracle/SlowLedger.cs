using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Oracle;

/// <summary>
/// The ledgers of a period by walking it. All facts are painted on the whole stretch that they reach over, so that an outage is whole
/// wherever a period's end cuts it; only then the period is counted.
/// </summary>
internal sealed class SlowLedger
{
    private const long Micro = 1_000_000;

    public SlowLedger(RatingTerms terms, RatingFacts facts, TimeRange period, bool everySecond)
    {
        Terms = terms.Availability!;
        Facts = facts;
        Clock = new LocalClock(terms, facts);
        long start = Seconds(period.Start);
        End = Seconds(period.End);
        From = Math.Min(Math.Max(start, facts.SubscriptionStart is { } began ? Seconds(began) : start), End);
        AsOf = facts.AsOf is { } now ? Seconds(now) : null;
        To = AsOf is { } known ? Math.Max(From, Math.Min(known, End)) : End;
        List<long> instants = [.. Instants(), start, End, From, To, facts.SubscriptionStart is { } applies ? Seconds(applies) : From];
        long first = Math.Min(start, instants.Min());
        long last = Math.Max(End, instants.Max());
        Walk = everySecond ? TimeWalk.OfSeconds(first, last) : TimeWalk.OfBoundaries(first, last, instants);
        Paint();
    }

    public AvailabilityTerms Terms { get; }

    public RatingFacts Facts { get; }

    public LocalClock Clock { get; }

    public TimeWalk Walk { get; }

    /// <summary>The rated part: from the start of the subscription to the instant of the rating.</summary>
    public long From { get; }

    public long To { get; }

    public long End { get; }

    public long? AsOf { get; }

    private long Horizon => Facts.Outages.Select(outage => Seconds(outage.End ?? outage.Start)).Append(End).Max();

    public static long Seconds(UtcInstant instant) => instant.Microseconds % Micro == 0
        ? instant.Microseconds / Micro
        : throw new InvalidOperationException($"{instant} is no whole second: the walk would not see it.");

    public static bool IsBoth(Marks marks) => (marks & Marks.BothWhole) != 0 || ((marks & Marks.BothOutage) != 0 && (marks & Marks.Measured) != 0);

    public static bool IsUp(Marks marks) => (marks & Marks.UpWhole) != 0 || ((marks & Marks.UpOutage) != 0 && (marks & Marks.Measured) != 0);

    public static bool IsCut(Marks marks) => IsBoth(marks) || IsUp(marks);

    public static bool IsService(Marks marks) => (marks & Marks.Service) != 0;

    public static bool IsDenominator(Marks marks) => IsService(marks) && !IsBoth(marks);

    public static bool IsDown(Marks marks) => IsService(marks) && !IsCut(marks)
        && ((marks & (Marks.Accrued | Marks.DownWhole)) != 0 || ((marks & Marks.DownOutage) != 0 && (marks & Marks.Measured) != 0));

    public static bool IsExcluded(Marks marks) => (marks & Marks.Measured) != 0 && IsCut(marks) && IsService(marks);

    public static bool IsPlanned(Marks marks) => (marks & Marks.Measured) != 0 && (marks & (Marks.Maintenance | Marks.BothOutage)) != 0 && IsService(marks);

    public static bool IsUnmeasured(Marks marks) =>
        (marks & Marks.Unmeasured) != 0 && IsDenominator(marks) && (marks & Marks.Measured) == 0 && !IsUp(marks) && !IsDown(marks);

    /// <summary>Seconds to date.</summary>
    public long Count(Func<Marks, bool> holds) => Walk.Count(From, To, holds);

    public long CountToEnd(Func<Marks, bool> holds) => Walk.Count(From, End, holds);

    /// <summary>The outage as far as it is known; one that goes on lasts to the instant of the rating, or to the last instant that anything has.</summary>
    public (long From, long To) Known(OutageFacts outage)
    {
        long from = Seconds(outage.Start);
        long to = outage.End is { } ended ? Seconds(ended) : AsOf ?? Math.Max(from, Horizon);
        return (from, Math.Max(from, AsOf is { } known ? Math.Min(to, known) : to));
    }

    private IEnumerable<long> Instants()
    {
        foreach (OutageFacts outage in Facts.Outages)
        {
            (long from, long to) = Known(outage);
            yield return from;
            yield return to;
            foreach (UtcInstant? at in (UtcInstant?[])[outage.ReportedAt, outage.RecognisedAt, outage.NoticeAt])
            {
                yield return at is { } known ? Seconds(known) : from;
            }
        }

        foreach (TimeRange range in (TimeRange[])[.. Facts.Maintenance.Select(window => window.Range), .. Facts.Exclusions.Select(one => one.Range), .. Facts.Unmeasured.Ranges, .. Facts.Gates.Values.SelectMany(gate => gate.Ranges.Ranges)])
        {
            yield return Seconds(range.Start);
            yield return Seconds(range.End);
        }
    }

    private bool IsKnown(UtcInstant? recorded) => AsOf is null || recorded is null || Seconds(recorded.Value) <= AsOf;

    private void Paint()
    {
        Clock.MarkService(Walk, Terms.ServiceTime);
        foreach (TimeRange range in Facts.Unmeasured.Ranges)
        {
            Walk.Mark(Marks.Unmeasured, Seconds(range.Start), Seconds(range.End));
        }

        foreach (OutageFacts outage in Facts.Outages.Where(outage => IsKnown(outage.RecordedAt)))
        {
            if (Terms.SourceOfRecord is null || outage.Source is null || outage.Source == Terms.SourceOfRecord)
            {
                PaintOutage(outage);
            }
        }

        foreach (MaintenanceFacts window in Facts.Maintenance.Where(window => IsKnown(window.RecordedAt)))
        {
            if (IsAnnounced(Terms.Maintenance, window.Announced, window.Range))
            {
                Walk.Mark(Marks.Maintenance | MarkOf(Terms.Maintenance.Policy, Terms.Maintenance.Extent), Seconds(window.Range.Start), Seconds(window.Range.End));
            }
        }

        foreach (ExclusionFacts one in Facts.Exclusions.Where(one => IsKnown(one.RecordedAt) && one.Status is not (ExclusionStatus.Proposed or ExclusionStatus.Rejected)))
        {
            if (Terms.Exclusions.TryGetValue(one.Category, out ExclusionTerms? category) && IsAnnounced(category, one.Announced, one.Range))
            {
                Walk.Mark(MarkOf(category.Policy, category.Extent), Seconds(one.Range.Start), Seconds(one.Range.End));
            }
        }

        Shape();
    }

    private void PaintOutage(OutageFacts outage)
    {
        (long from, long to) = Known(outage);
        Walk.Mark(Marks.Measured, from, to);
        if (outage.Cause is { } cause && Terms.Exclusions.TryGetValue(cause, out ExclusionTerms? category))
        {
            Walk.Mark(MarkOf(category.Policy, ExclusionExtent.OutagePart), from, to);
        }

        bool counts = !(Terms.NeedsConfirmation && outage.Confirmed == false) && !(Terms.AccessibleIsUp && outage.ServiceAccessible == true);
        UtcInstant?[] needed = Terms.Accrual switch
        {
            AccrualStart.Report => [outage.ReportedAt],
            AccrualStart.Recognition => [outage.RecognisedAt ?? outage.NoticeAt],
            AccrualStart.RecognitionAndNotice => [outage.RecognisedAt ?? outage.NoticeAt, outage.NoticeAt],
            _ => [],
        };
        if (counts && needed.All(at => at is not null))
        {
            Walk.Mark(Marks.Accrued, needed.Select(at => Seconds(at!.Value)).Append(from).Max(), to);
        }
    }

    /// <summary>Joins what is near, then forgives what is short.</summary>
    private void Shape()
    {
        IReadOnlyList<(long From, long To)> runs = Walk.Runs(marks => (marks & Marks.Accrued) != 0);
        for (int i = 1; i < runs.Count; i++)
        {
            if ((runs[i].From - runs[i - 1].To) * Micro <= Terms.MergeGapUs)
            {
                Walk.Mark(Marks.Accrued, runs[i - 1].To, runs[i].From);
            }
        }

        foreach ((long from, long to) in Walk.Runs(marks => (marks & Marks.Accrued) != 0).Where(run => (run.To - run.From) * Micro < Terms.MinimumOutageUs))
        {
            Walk.Unmark(Marks.Accrued, from, to);
        }
    }

    private static bool IsAnnounced(ExclusionTerms terms, Announcement announced, TimeRange range) =>
        !terms.AnnouncedBefore || !announced.Examined || (announced.At is { } at && at.Microseconds < range.Start.Microseconds);

    private static Marks MarkOf(DenominatorPolicy policy, ExclusionExtent extent) => (policy, extent) switch
    {
        (DenominatorPolicy.LeavesBoth, ExclusionExtent.WholeRange) => Marks.BothWhole,
        (DenominatorPolicy.LeavesBoth, _) => Marks.BothOutage,
        (DenominatorPolicy.LeavesDowntime, ExclusionExtent.WholeRange) => Marks.UpWhole,
        (DenominatorPolicy.LeavesDowntime, _) => Marks.UpOutage,
        (_, ExclusionExtent.WholeRange) => Marks.DownWhole,
        _ => Marks.DownOutage,
    };
}
