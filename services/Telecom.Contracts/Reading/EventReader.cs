using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Reading;

/// <summary>Reads an objective over countable things.</summary>
internal sealed class EventReader(ParameterReader parameters)
{
    private static readonly ParameterField<long> StartWithin = new("start_within", ValueRules.Duration, 0, "Allowed time from submission to start, inclusive");
    private static readonly ParameterField<Ratio> Target = new("target", ValueRules.Percent, default, "Share of the eligible events that must start in time, inclusive");
    private static readonly ParameterField<EventMonth> Month = new(
        "month", ValueRules.OneOf(("submission", EventMonth.Submission), ("start", EventMonth.Start)), EventMonth.Submission, "Which month an event belongs to");

    private static readonly ParameterField<IReadOnlyList<string>> Excuses = new(
        "excuses", new ListRule<string>(ValueRules.Code, ""), [], "Causes for which a late event leaves numerator and denominator");

    private static readonly ParameterField<bool> ExcusesApply = new("excuses_apply", TermRules.YesNo, true, "Whether excuses count");

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new("events", "An objective over countable things, such as tasks", StartWithin, Target, Month, Excuses, ExcusesApply);

    /// <summary>Reads it.</summary>
    public TermsUnder<EventTerms> Read(MapReader map)
    {
        Parameter<long> within = parameters.Read(map, StartWithin);
        Parameter<Ratio> target = parameters.Read(map, Target);
        Parameter<EventMonth> month = parameters.Read(map, Month);
        Parameter<IReadOnlyList<string>> excuses = parameters.Read(map, Excuses);
        Parameter<bool> apply = parameters.Read(map, ExcusesApply);
        return readings => new EventTerms(
            within.Under(readings), target.Under(readings), month.Under(readings), excuses.Under(readings), apply.Under(readings), target.Clause);
    }
}
