using NodaTime;
using Telecom.Hosting;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Status;

/// <summary>From month and instant to what is rated. Pure.</summary>
/// <param name="now">The clock.</param>
/// <param name="allowanceUs">Slices younger than this are not judged, microseconds.</param>
internal sealed class PeriodRules(UtcInstant now, long allowanceUs)
{
    /// <summary>The zone in which a month begins first.</summary>
    private static readonly DateTimeZone Earliest = DateTimeZone.ForOffset(Offset.FromHours(14));

    /// <summary>What is wrong with a question whatever the contract; empty when nothing is.</summary>
    public IReadOnlyList<FieldViolation> Check(StatusQuestion question)
    {
        List<FieldViolation> violations = [];
        if (question.AsOfUs < 0 || question.AsOfUs > now.Microseconds)
        {
            violations.Add(new FieldViolation(
                "as_of_us", $"{question.AsOfUs} is not allowed: 0 (now), or 1 to {now.Microseconds}, which is now ({now})", "OUT_OF_RANGE"));
        }

        if (question.Month.Length > 0 && !MonthPeriods.TryMonth(question.Month, Earliest, out _))
        {
            string shown = question.Month.Length <= 40 ? question.Month : question.Month[..40] + "…";
            violations.Add(new FieldViolation("month", $"\"{shown}\" is not {MonthPeriods.Rule}", "MALFORMED_MONTH"));
        }
        else if (violations.Count == 0 && question.Month.Length > 0)
        {
            AddIfFuture(question, Earliest, violations);
        }

        return violations;
    }

    /// <summary>What is rated of a circuit.</summary>
    /// <param name="question">A question that <see cref="Check"/> found nothing wrong with.</param>
    /// <param name="zone">The contract's zone.</param>
    /// <param name="subscriptionStart">From when the contract applies.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT: the question is about one circuit, and names a time that cannot be rated.</exception>
    public RatingScope ScopeOf(StatusQuestion question, DateTimeZone zone, UtcInstant subscriptionStart)
    {
        UtcInstant asOf = AsOf(question);
        TimeRange period = question.Month.Length == 0 ? MonthPeriods.Month(asOf, zone) : MonthPeriods.Month(question.Month, zone);
        if (question.OneCircuit && Violations(question, zone, subscriptionStart, period, asOf) is { Count: > 0 } violations)
        {
            throw RpcFailure.Invalid(violations);
        }

        return new RatingScope(period, subscriptionStart, UtcInstant.Min(asOf, now.Plus(-allowanceUs)));
    }

    private List<FieldViolation> Violations(
        StatusQuestion question, DateTimeZone zone, UtcInstant subscriptionStart, TimeRange period, UtcInstant asOf)
    {
        List<FieldViolation> violations = [];
        AddIfFuture(question, zone, violations);
        if (question.AsOfUs != 0 && asOf < subscriptionStart)
        {
            violations.Add(new FieldViolation(
                "as_of_us",
                $"{question.AsOfUs} ({asOf}) lies before the subscription began; allowed is {subscriptionStart.Microseconds} ({subscriptionStart}) or later",
                "BEFORE_SUBSCRIPTION"));
        }

        if (question.Month.Length > 0 && period.End <= subscriptionStart)
        {
            violations.Add(new FieldViolation(
                "month",
                $"{question.Month} ends before the subscription began ({subscriptionStart}); the first month allowed is "
                    + MonthPeriods.Text(subscriptionStart, zone),
                "BEFORE_SUBSCRIPTION"));
        }

        return violations;
    }

    private void AddIfFuture(StatusQuestion question, DateTimeZone zone, List<FieldViolation> violations)
    {
        UtcInstant asOf = AsOf(question);
        if (question.Month.Length > 0 && MonthPeriods.Month(question.Month, zone).Start > asOf)
        {
            violations.Add(new FieldViolation(
                "month", $"{question.Month} has not begun at {asOf}; the last month allowed is {MonthPeriods.Text(asOf, zone)}", "IN_FUTURE"));
        }
    }

    private UtcInstant AsOf(StatusQuestion question) => question.AsOfUs == 0 ? now : new UtcInstant(question.AsOfUs);
}
