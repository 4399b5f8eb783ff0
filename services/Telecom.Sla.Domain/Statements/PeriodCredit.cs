using NodaTime;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Ledgers;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>What is owed for a period: schedule, amounts, then everything that can keep it from being owed.</summary>
internal sealed class PeriodCredit(
    RatingContext context,
    ClaimBook claims,
    ResolvedPeriod period,
    AvailabilityFigures? figures,
    EventStatement? events,
    IReadOnlyList<RegionalPerformance> performance)
{
    private CreditTerms Terms => context.Terms.Credit!;

    /// <summary>Rates.</summary>
    /// <param name="verdict">The verdict on the period.</param>
    /// <param name="lines">Where the arithmetic is written; null: nowhere.</param>
    public CreditStatement Rate(ObjectiveState verdict, List<string>? lines)
    {
        CreditShare share = Share(verdict);
        Ratio? basis = Basis();
        LocalDate first = context.DateOf(period.Whole.Start);
        int days = first.Calendar.GetDaysInMonth(first.Year, first.Month);
        CreditAmounts amounts = CreditAmounts.Of(basis, share.Share, Terms.Cap, days, context.Decimals);
        IReadOnlyList<ScheduledAmount> schedule = [];
        if (Terms is InstalmentCreditTerms instalments && share.Triggered)
        {
            schedule = Schedule(instalments, basis);
            decimal? total = schedule.Any(part => part.Amount is null) ? null : schedule.Sum(part => part.Amount);
            amounts = amounts with { Amount = total, Uncapped = total };
        }

        (CreditStatus status, string? why) = Status(verdict, share, amounts);
        bool scopeFails = status == CreditStatus.NotIssued && why is not null && FailedGate() is { Test: GateTest.Scope };
        if (scopeFails)
        {
            amounts = amounts with { Uncapped = Ratio.Zero.RoundHalfUp(context.Decimals), Amount = Ratio.Zero.RoundHalfUp(context.Decimals), Share = Ratio.Zero };
            share = share with { Share = Ratio.Zero, Days = [] };
            schedule = [];
        }

        if (status == CreditStatus.Forfeited)
        {
            // The right is lost; what it would have been worth stays visible before the cap.
            amounts = amounts with { Amount = Ratio.Zero.RoundHalfUp(context.Decimals) };
            schedule = [];
        }

        bool unsaid = status is CreditStatus.EligibleAmountUnspecified or CreditStatus.ScheduleMissing || (status == CreditStatus.Pending && !share.Triggered);
        CreditStatement statement = new()
        {
            Status = status,
            Basis = basis?.RoundHalfUp(context.Decimals),
            ScheduleShare = unsaid ? null : share.Share,
            Share = unsaid ? null : amounts.Share,
            Uncapped = unsaid ? null : amounts.Uncapped,
            Cap = amounts.Cap,
            Amount = unsaid ? null : amounts.Amount,
            Exact = unsaid ? null : amounts.Amount == 0m ? Ratio.Zero : amounts.Exact,
            Days = share.Days,
            Schedule = schedule,
        };
        lines?.AddRange(CreditExplanation.Of(context, Terms, period, statement, share, why));
        return statement;
    }

    private CreditShare Share(ObjectiveState verdict)
    {
        bool missed = verdict is ObjectiveState.Breached or ObjectiveState.BreachedAlready;
        switch (Terms)
        {
            case TierCreditTerms tiers when missed && figures?.Certain is { } reached:
                return TierSchedule.Share(tiers, context.Facts.RebateTable, reached);
            case RateCreditTerms rate when missed && figures is { Certain: { } reached, Target: { } target }:
                return RateSchedule.Share(rate, reached, target);
            case DayCreditTerms days when figures is not null:
                return ShareOfDays(days, context.Terms.Availability!, figures.Ledger);
            case InstalmentCreditTerms instalments when instalments.Trigger == InstalmentTrigger.AnyLateEvent ? events?.Late > 0 : missed:
                Ratio total = InstalmentSchedule.Total(instalments);
                return new CreditShare(true, total, $"{instalments.Instalments.Count} instalments, together {PercentText.Of(total)} %");
            default:
                return CreditShare.Nothing(verdict == ObjectiveState.Undetermined ? "the verdict is undetermined" : "the promise is not missed");
        }
    }

    private CreditShare ShareOfDays(DayCreditTerms days, AvailabilityTerms availability, AvailabilityLedger ledger)
    {
        if (ledger.Accrued.IsEmpty)
        {
            return CreditShare.Nothing("no downtime accrued");
        }

        // An incident qualifies by its whole length, so one that a period's end cuts is looked at whole.
        TimeRange hull = Hull(ledger.Range, availability);
        AvailabilityLedger whole = hull == ledger.Range ? ledger : LedgerBuilder.Build(availability, context.Facts, hull, context.Calendar);
        UtcInstant from = context.Facts.SubscriptionStart ?? new UtcInstant(long.MinValue);
        TimeSet down = from <= hull.Start ? whole.Down : whole.Down.Intersect(new TimeRange(from, UtcInstant.Max(from, hull.End)));
        IEnumerable<TimeRange> incidents = whole.Accrued.Ranges.Where(incident => incident.Overlaps(period.Range));
        CreditShare all = DaySchedule.Share(days, incidents, down, period.Range, from, context.Zone);
        if (!claims.Decides || context.Terms.Claims!.Scope != ClaimScope.Incident)
        {
            return all;
        }

        CreditShare claimed = DaySchedule.Share(days, incidents.Where(claims.OpensIncident), down, period.Range, from, context.Zone);
        return claimed.Triggered ? claimed with { Arithmetic = claimed.Arithmetic + ClaimedOnly(all, claimed) } : all;
    }

    private static string ClaimedOnly(CreditShare all, CreditShare claimed) =>
        all.Days.Count == claimed.Days.Count ? "" : $" (claimed incidents only; all incidents have {all.Days.Count} credit days)";

    /// <summary>The range with all of the incidents that reach into it: outages that overlap or are joined are one incident.</summary>
    private TimeRange Hull(TimeRange range, AvailabilityTerms availability)
    {
        UtcInstant start = range.Start;
        UtcInstant end = range.End;
        foreach (TimeRange incident in LedgerBuilder.AccruedOf(availability, context.Facts, range.End).Ranges.Where(incident => incident.Overlaps(range)))
        {
            start = UtcInstant.Min(start, incident.Start);
            end = UtcInstant.Max(end, incident.End);
        }

        return new TimeRange(start, end);
    }

    private Ratio? Basis()
    {
        if (Terms.Basis == CreditBasis.Invoice && context.Facts.Invoices.TryGetValue(context.MonthOf(period.Whole.Start), out decimal invoice))
        {
            return Ratio.FromDecimal(invoice) * period.Part;
        }

        if (context.Facts.Charges is not { } charges)
        {
            return null;
        }

        decimal sum = charges
            .Where(charge => charge.Creditable != false && (Terms.Basis != CreditBasis.AffectedCreditable || charge.Affected != false))
            .Sum(charge => charge.Amount);
        return Ratio.FromDecimal(sum) * period.Part;
    }

    private IReadOnlyList<ScheduledAmount> Schedule(InstalmentCreditTerms terms, Ratio? basis)
    {
        return terms.Base == InstalmentBase.MissedMonth
            ? InstalmentSchedule.OfMissedMonth(terms, basis, context.Decimals, MonthAfter)
            : InstalmentSchedule.OfOwnInvoices(terms, context.Facts.Invoices, context.Decimals, MonthAfter);

        string MonthAfter(int months) => context.MonthOf(period.Whole.Start, months);
    }

    private GateTerms? FailedGate() => GateCheck.FirstFailed(context, figures?.Ledger.Down ?? TimeSet.Empty, period.Range);

    private (CreditStatus Status, string? Why) Status(ObjectiveState verdict, CreditShare share, CreditAmounts amounts)
    {
        bool missedPerformance = performance.Any(figure => figure.Figure.State == ObjectiveState.Breached);
        if (!share.Triggered)
        {
            if (missedPerformance && context.Terms.PerformanceCreditClause is { } clause)
            {
                return FailedGate() is { } failed
                    ? (CreditStatus.NotIssued, $"{failed.Id} does not hold (clause {failed.Clause})")
                    : (CreditStatus.EligibleAmountUnspecified, $"clause {clause} promises credit for missed performance and states no amount (G8)");
            }

            return verdict == ObjectiveState.Undetermined
                ? (CreditStatus.Pending, "the verdict is undetermined, so whether anything is owed is too")
                : (CreditStatus.None, share.Arithmetic);
        }

        if (FailedGate() is { } gate)
        {
            return (CreditStatus.NotIssued, $"{gate.Id} does not hold (clause {gate.Clause})");
        }

        if (share.Share is null)
        {
            return (CreditStatus.ScheduleMissing, share.Arithmetic);
        }

        if (amounts.Amount == 0m)
        {
            return (CreditStatus.None, $"{share.Arithmetic}: nothing is left after rounding");
        }

        if (Terms.Minimum is { } minimum && amounts is { Amount: { } amount, Exact: { } exact }
            && (minimum.OnRounded ? amount <= minimum.MoreThan : exact <= Ratio.FromDecimal(minimum.MoreThan)))
        {
            return (CreditStatus.NotIssued, $"{amount} is not more than {minimum.MoreThan} (clause {minimum.Clause})");
        }

        return ClaimStatus(verdict);
    }

    private (CreditStatus Status, string? Why) ClaimStatus(ObjectiveState verdict)
    {
        bool open = context.Facts.AsOf < period.Range.End;
        if (claims.Decides && !claims.Opens(period.Range))
        {
            return claims.IsWindowOpen(period.Range) || (open && claims.Claims.Count == 0)
                ? (CreditStatus.Pending, "not claimed yet; a claim window is open")
                : (CreditStatus.Forfeited, $"no valid claim within the window (clause {context.Terms.Claims!.Clause})");
        }

        return open || verdict == ObjectiveState.BreachedAlready
            ? (CreditStatus.Claimable, "the period is open: this is what is certain to date")
            : (CreditStatus.Due, null);
    }
}
