using NodaTime;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Statements;

/// <summary>Which period is asked for, as known when. Pure.</summary>
/// <param name="Period">The period; null: the month of <paramref name="AsOf"/>.</param>
/// <param name="AsOf">As of when; nothing after it, and nothing recorded after it, is looked at.</param>
/// <param name="IsPast">True when the caller names an instant: what is measured is then known better than it was.</param>
internal sealed record StatementQuestion(StatementPeriod? Period, UtcInstant AsOf, bool IsPast)
{
    /// <summary>The zone in which a period begins first.</summary>
    private static readonly DateTimeZone Earliest = DateTimeZone.ForOffset(Offset.FromHours(14));

    /// <summary>Reads what a request says.</summary>
    /// <param name="period">As sent.</param>
    /// <param name="asOfUs">As sent, microseconds since the Unix epoch; 0: now.</param>
    /// <param name="now">The clock.</param>
    /// <param name="allowanceUs">What is younger than this is not judged, microseconds: its samples may be on their way.</param>
    /// <param name="violations">What is wrong is added here.</param>
    public static StatementQuestion Read(string period, long asOfUs, UtcInstant now, long allowanceUs, List<FieldViolation> violations)
    {
        if (asOfUs < 0 || asOfUs > now.Microseconds)
        {
            violations.Add(new FieldViolation(
                "as_of_us", $"{asOfUs} is not allowed: 0 (now), or 1 to {now.Microseconds}, which is now ({now})", "OUT_OF_RANGE"));
            asOfUs = 0;
        }

        UtcInstant settled = now.Plus(-allowanceUs);
        UtcInstant asOf = asOfUs == 0 ? settled : UtcInstant.Min(new UtcInstant(asOfUs), settled);
        StatementPeriod? read = null;
        if (period.Length > 0 && !StatementPeriod.TryParse(period, out read))
        {
            string shown = period.Length <= 40 ? period : period[..40] + "…";
            violations.Add(new FieldViolation("period", $"\"{shown}\" is not {StatementPeriod.Rule}", "MALFORMED_PERIOD"));
        }
        else if (read is not null && read.In(Earliest).Start > asOf)
        {
            violations.Add(NotBegun(read, asOf));
        }

        return new StatementQuestion(read, asOf, asOfUs != 0 && asOfUs < settled.Microseconds);
    }

    /// <summary>The period in a zone.</summary>
    public StatementPeriod PeriodIn(DateTimeZone zone) => Period ?? StatementPeriod.MonthOf(AsOf, zone);

    /// <summary>Why the question cannot be answered for a subscription; null: it can.</summary>
    /// <param name="zone">The contract's zone.</param>
    /// <param name="start">When the subscription began.</param>
    public FieldViolation? Obstacle(DateTimeZone zone, UtcInstant start)
    {
        StatementPeriod period = PeriodIn(zone);
        if (AsOf < start)
        {
            return new FieldViolation(
                "as_of_us", $"{AsOf.Microseconds} ({AsOf}) lies before the subscription began; allowed is {start.Microseconds} ({start}) or later", "BEFORE_SUBSCRIPTION");
        }

        if (period.In(zone).Start > AsOf)
        {
            return NotBegun(period, AsOf);
        }

        return period.In(zone).End > start
            ? null
            : new FieldViolation(
                "period", $"{period} ends before the subscription began ({start}); the first month allowed is {MonthPeriods.Text(start, zone)}", "BEFORE_SUBSCRIPTION");
    }

    private static FieldViolation NotBegun(StatementPeriod period, UtcInstant asOf) =>
        new("period", $"{period} has not begun at {asOf}; allowed is a period that has", "IN_FUTURE");
}
