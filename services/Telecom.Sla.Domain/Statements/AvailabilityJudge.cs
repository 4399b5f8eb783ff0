using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Judges the availability of a period.</summary>
/// <remarks>
/// With denominator N, downtime D and unmeasured time U of the ledger, missing data is settled by the policy: exclude judges D of N − U, down
/// D + U of N, up D of N. Undetermined judges both D and D + U of N: breached when D alone breaks the target, met when not even D + U does,
/// otherwise undetermined; the availability shown is that of the measured time. Verdicts compare exact ratios, never printed ones (rule G1).
/// An open period is judged against the denominator of the whole period: breached already when what has happened breaks it whatever
/// comes; at risk when the time to date is below the target or <see cref="RatingOptions.AtRiskShare"/> of the budget is used.
/// </remarks>
internal static class AvailabilityJudge
{
    /// <summary>Judges.</summary>
    /// <param name="terms">What was promised.</param>
    /// <param name="context">The rating.</param>
    /// <param name="period">The whole period.</param>
    /// <param name="target">The target; null when the period has none.</param>
    public static AvailabilityFigures Judge(AvailabilityTerms terms, RatingContext context, TimeRange period, Ratio? target)
    {
        UtcInstant from = UtcInstant.Min(UtcInstant.Max(period.Start, context.Facts.SubscriptionStart ?? period.Start), period.End);
        UtcInstant end = context.Facts.AsOf is { } now ? UtcInstant.Max(from, UtcInstant.Min(now, period.End)) : period.End;
        bool final = end == period.End;
        AvailabilityLedger ledger = LedgerBuilder.Build(terms, context.Facts, new TimeRange(from, end), context.Calendar);
        long service = ledger.Denominator.Length;
        long down = ledger.Down.Length;
        long unmeasured = ledger.Unmeasured.Length;
        long wholeService = final
            ? service
            : LedgerBuilder.Build(terms, context.Facts, new TimeRange(from, period.End), context.Calendar).Denominator.Length;
        MissingDataPolicy policy = context.Facts.MissingData ?? terms.MissingData;
        bool leavesOut = policy is MissingDataPolicy.Exclude or MissingDataPolicy.Undetermined;
        long judgedService = leavesOut ? service - unmeasured : service;
        long counted = policy == MissingDataPolicy.Down ? down + unmeasured : down;
        long wholeJudged = policy == MissingDataPolicy.Exclude ? wholeService - unmeasured : wholeService;

        return new AvailabilityFigures(
            ledger,
            final,
            policy == MissingDataPolicy.Exclude ? judgedService : service,
            counted,
            Availability(counted, judgedService),
            Availability(down + unmeasured, service),
            Availability(down, service),
            Availability(counted, wholeJudged),
            service == 0 ? null : new Ratio(service - unmeasured, service),
            target,
            target is { } promised ? terms.DowntimeLimitUs ?? promised.Complement.FloorTimes(wholeJudged) : null,
            Verdict());

        Ratio? Availability(long downtime, long of)
        {
            if (of <= 0)
            {
                return null;
            }

            Ratio up = new(of - downtime, of);
            return terms.Formula == AvailabilityFormula.TargetMinusDowntime ? terms.Target - up.Complement : up;
        }

        bool Breaks(long downtime, long of) =>
            terms.DowntimeLimitUs is { } limit ? downtime > limit : Availability(downtime, of) is { } availability && availability < target;

        ObjectiveState Verdict()
        {
            if (target is null || wholeJudged <= 0)
            {
                return ObjectiveState.None;
            }

            bool undetermined = policy == MissingDataPolicy.Undetermined;
            if (undetermined && final && service == unmeasured)
            {
                return ObjectiveState.Undetermined;
            }

            if (Breaks(undetermined ? down : counted, wholeJudged))
            {
                return final ? ObjectiveState.Breached : ObjectiveState.BreachedAlready;
            }

            if (undetermined && Breaks(down + unmeasured, wholeJudged))
            {
                return ObjectiveState.Undetermined;
            }

            if (final)
            {
                return ObjectiveState.Met;
            }

            bool mostlyUsed = counted > 0 && RatingOptions.Default.AtRiskShare.CeilingTimes(terms.DowntimeLimitUs ?? target.Value.Complement.FloorTimes(wholeJudged)) <= counted;
            return mostlyUsed || (judgedService > 0 && Breaks(counted, judgedService)) ? ObjectiveState.AtRisk : ObjectiveState.OnTrack;
        }
    }
}
