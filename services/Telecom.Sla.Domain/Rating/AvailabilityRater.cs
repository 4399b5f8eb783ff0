using Telecom.Sla.Domain.Availability;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Rating;

/// <summary>Rates availability from slices.</summary>
/// <remarks>
/// <para>
/// Time. Downtime is measured time inside outages; unmeasured time is neither up nor down, and stays apart. Three detections give what is
/// certain: with unmeasured slices as they are, as good (what is down then is down in any case: the least downtime) and as bad (the
/// most downtime, which counts all unmeasured time as down too). The budget is (1 - target) of the whole subscribed part of the period.
/// </para>
/// <para>
/// Final period: met when the most downtime is within the budget, breached when the least is above it, otherwise undetermined.
/// </para>
/// <para>
/// Open period: breached already when the least downtime is above the whole budget. That is never withdrawn without a late sample,
/// because <see cref="OutageDetector"/> counts a slice as down only when no later slice can undo it; undetermined when the most
/// is, or when nothing was measured at all; at risk when the availability of the time measured to date is below the target, or
/// <see cref="RatingOptions.AtRiskShare"/> of the budget is used; otherwise on track.
/// </para>
/// <para>
/// A <see cref="MissingDataPolicy"/> other than undetermined replaces both bounds by the downtime that it counts. That too is of settled
/// slices alone, and the budget that <see cref="MissingDataPolicy.Exclude"/> leaves only shrinks, so breached already holds there as well.
/// </para>
/// </remarks>
public static class AvailabilityRater
{
    /// <summary>Rates.</summary>
    /// <param name="terms">What the plan promises.</param>
    /// <param name="scope">Which time, as known when.</param>
    /// <param name="runs">Runs of the slices of <see cref="RatingScope.Slices"/>, cut at <see cref="RatingScope.Cuts"/>.</param>
    /// <param name="options">When a status warns; null for the default.</param>
    public static JudgedAvailability Rate(PlanTerms terms, RatingScope scope, IReadOnlyList<SliceRun> runs, RatingOptions? options = null)
    {
        AvailabilityRule rule = terms.Availability;
        TimeRange rated = scope.Rated(rule);
        Detection asMeasured = OutageDetector.Detect(runs, rule.Consecutive);
        Detection ifGood = OutageDetector.Detect(runs, rule.Consecutive, SliceState.Good);
        Detection ifBad = OutageDetector.Detect(runs, rule.Consecutive, SliceState.Bad);
        bool final = scope.IsComplete(rule) && IsSettled(asMeasured) && IsSettled(ifGood) && IsSettled(ifBad);

        TimeSet measured = TimeSet.Of(runs.Where(run => run.State != SliceState.Unmeasured).Select(run => TimeOf(run.First, run.End, rule, rated)));
        TimeSet unavailable = UnavailableTime(asMeasured);
        long unmeasuredUs = rated.Length - measured.Length;
        long downtime = unavailable.Intersect(measured).Length;
        long least = UnavailableTime(ifGood).Intersect(measured).Length;
        long most = unmeasuredUs + UnavailableTime(ifBad).Intersect(measured).Length;
        long counted = terms.MissingData switch
        {
            MissingDataPolicy.Down => most,
            MissingDataPolicy.Up => least,
            _ => downtime,
        };
        long judgedUs = scope.Subscribed.Length - (terms.MissingData == MissingDataPolicy.Exclude ? unmeasuredUs : 0);

        AvailabilityRating rating = new()
        {
            State = ObjectiveState.None,
            Target = terms.AvailabilityTarget,
            Rule = rule,
            RatedUs = rated.Length,
            MeasuredUs = measured.Length,
            DowntimeUs = downtime,
            LeastDowntimeUs = least,
            MostDowntimeUs = most,
            CountedDowntimeUs = counted,
            BudgetUs = terms.AvailabilityTarget.Complement.FloorTimes(judgedUs),
        };
        rating = scope.Subscribed.IsEmpty ? rating : rating with { State = Judge(rating, terms.MissingData, final, options ?? RatingOptions.Default) };
        return new JudgedAvailability(rating, ListOutages(asMeasured.Outages, runs, rule, rated, final), unavailable, final);

        bool IsSettled(Detection detection) => detection.UnsettledFrom is not { } slice || rule.StartOf(slice) >= scope.Period.End;

        TimeSet UnavailableTime(Detection detection) => TimeSet.Of(detection.Outages.Select(outage => TimeOf(outage.First, outage.End, rule, rated)));
    }

    private static ObjectiveState Judge(AvailabilityRating rating, MissingDataPolicy policy, bool final, RatingOptions options)
    {
        bool judgesMeasuredTime = policy is MissingDataPolicy.Undetermined or MissingDataPolicy.Exclude;
        long basis = judgesMeasuredTime ? rating.MeasuredUs : rating.RatedUs;
        if (basis == 0)
        {
            return ObjectiveState.Undetermined;
        }

        bool bounded = policy == MissingDataPolicy.Undetermined;
        if ((bounded ? rating.LeastDowntimeUs : rating.CountedDowntimeUs) > rating.BudgetUs)
        {
            return final ? ObjectiveState.Breached : ObjectiveState.BreachedAlready;
        }

        if ((bounded ? rating.MostDowntimeUs : rating.CountedDowntimeUs) > rating.BudgetUs)
        {
            return ObjectiveState.Undetermined;
        }

        if (final)
        {
            return ObjectiveState.Met;
        }

        bool belowTarget = rating.CountedDowntimeUs > rating.Target.Complement.FloorTimes(basis);
        bool mostlyUsed = rating.CountedDowntimeUs > 0 && rating.CountedDowntimeUs >= options.AtRiskShare.CeilingTimes(rating.BudgetUs);
        return belowTarget || mostlyUsed ? ObjectiveState.AtRisk : ObjectiveState.OnTrack;
    }

    private static List<OutageRating> ListOutages(
        IReadOnlyList<DetectedOutage> detected, IReadOnlyList<SliceRun> runs, AvailabilityRule rule, TimeRange rated, bool final)
    {
        List<OutageRating> outages = [];
        int at = 0;
        foreach (DetectedOutage outage in detected)
        {
            long sent = 0;
            long lost = 0;
            for (; at < runs.Count && runs[at].First < outage.End; at++)
            {
                SliceRun run = runs[at];
                if (run.First >= outage.First && !TimeOf(run.First, run.End, rule, rated).IsEmpty)
                {
                    sent += run.Sent;
                    lost += run.Lost;
                }
            }

            TimeRange time = TimeOf(outage.First, outage.End, rule, rated);
            if (!time.IsEmpty)
            {
                bool beganBefore = rule.StartOf(outage.First) < rated.Start;
                bool wentOnAfter = rule.StartOf(outage.End) > rated.End || (final && !outage.Ended);
                outages.Add(new OutageRating(time, !outage.Ended && !final, beganBefore, wentOnAfter, sent, lost));
            }
        }

        return outages;
    }

    private static TimeRange TimeOf(long first, long end, AvailabilityRule rule, TimeRange rated) =>
        new TimeRange(rule.StartOf(first), rule.StartOf(end)).Intersect(rated);
}
