using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Reading;

/// <summary>Reads a credit for each day with a long incident.</summary>
internal sealed class DayReader(ParameterReader parameters)
{
    private static readonly ParameterField<QualifyingLength> Qualifies = new(
        "qualifies", TermRules.Qualifies, new QualifyingLength(Comparator.Greater, 0), "Length of an incident in service time from which it earns days");

    private static readonly ParameterField<long> Consecutive = new("consecutive", TermRules.Length, UtcInstant.PerMinute, "Consecutive service time of the incident that earns a day, inclusive");
    private static readonly ParameterField<Ratio> PerDay = new("per_day", ValueRules.Percent, default, "Share of the basis for a day");

    private static readonly ParameterField<DayRule> Days = new(
        "days",
        ValueRules.OneOf(("minutes_on_day", DayRule.MinutesOnDay), ("block_start", DayRule.BlockStart)),
        DayRule.MinutesOnDay,
        "Which days are earned: those with the consecutive minutes, or those on which whole blocks of them start");

    /// <summary>Its form.</summary>
    /// <param name="common">Fields of every schedule.</param>
    public static Form Form(Field[] common) => new(
        "credit_days",
        "A share of the basis for each local day on which a long incident lasted long enough",
        [new ValueField<string>("schedule", ValueRules.OneOf(("days", "days")), "days", "The kind of schedule"), .. common, Qualifies, Consecutive, PerDay, Days]);

    /// <summary>Reads it.</summary>
    public TermsUnder<CreditTerms> Read(MapReader map, ScheduleHead head)
    {
        Parameter<QualifyingLength> qualifies = parameters.Read(map, Qualifies);
        Parameter<long> consecutive = parameters.Read(map, Consecutive);
        Parameter<Ratio> perDay = parameters.Read(map, PerDay);
        Parameter<DayRule> days = parameters.Read(map, Days);
        return readings => new DayCreditTerms(
            qualifies.Under(readings).Comparator, qualifies.Under(readings).Us, consecutive.Under(readings), perDay.Under(readings), days.Under(readings))
        {
            Basis = head.Basis(readings),
            Clause = perDay.Clause,
            Cap = head.Cap(readings),
            Minimum = head.Minimum(readings),
        };
    }
}
