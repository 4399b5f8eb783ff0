using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Cases;

namespace Telecom.Contracts.Reading;

/// <summary>Reads the support clocks of an agreement.</summary>
internal sealed class CaseLevelReader(ParameterReader parameters, ErrorList errors)
{
    private static readonly ParameterField<CaseTimeBasis> TimeBasis = new(
        "time_basis",
        ValueRules.OneOf(("elapsed", CaseTimeBasis.Elapsed), ("working_hours", CaseTimeBasis.WorkingHours)),
        CaseTimeBasis.Elapsed,
        "The time that clocks count");

    private static readonly ParameterField<SeverityChangePolicy> SeverityChange = new(
        "severity_change",
        ValueRules.OneOf(
            ("never_later", SeverityChangePolicy.NeverLater), ("from_report", SeverityChangePolicy.FromReport), ("from_change", SeverityChangePolicy.FromChange)),
        SeverityChangePolicy.NeverLater,
        "What a change of severity does to deadlines");

    private static readonly ValueField<string> Severity = new("severity", TermRules.Severity, "", "Severity as the text writes it");
    private static readonly ValueField<string> Cause = new("cause", ValueRules.Code, "", "Cause that the row is for; absent: any cause without a row of its own", Required: false);
    private static readonly ValueField<string> Name = new("name", ValueRules.Title, "", "Name for people");
    private static readonly ParameterField<long?> Respond = Target("respond", "Time from the report to the first response");
    private static readonly ParameterField<long?> Fix = Target("fix", "Time from the first response to the resolution");
    private static readonly ParameterField<long?> Resolve = Target("resolve", "Time from the report to the resolution");

    private static readonly ParameterField<bool> Pauses = new(
        "pauses_while_waiting", TermRules.YesNo, false, "Whether clocks stand still while the customer is asked; default no", Required: false);

    private static readonly ParameterField<bool> Acceptance = new(
        "needs_acceptance", TermRules.YesNo, false, "Whether a case must be accepted before its clocks start; default no", Required: false);

    private static readonly Form Level = new("case_level", "A row of the severity table", Severity, Cause, Name, Respond, Fix, Resolve, Pauses, Acceptance);
    private static readonly ListField Levels = new("levels", Level, "The severity table, gravest first", Least: 1);

    /// <summary>Its form.</summary>
    public static Form Form { get; } = new("cases", "Clocks of support cases", TimeBasis, SeverityChange, Levels);

    /// <summary>Reads it.</summary>
    public TermsUnder<CaseTerms> Read(MapReader map)
    {
        Parameter<CaseTimeBasis> basis = parameters.Read(map, TimeBasis);
        Parameter<SeverityChangePolicy> change = parameters.Read(map, SeverityChange);
        List<TermsUnder<CaseLevel>> levels = [];
        HashSet<(string Severity, string? Cause)> seen = [];
        foreach (MapReader row in map.Open(Levels, Level))
        {
            levels.Add(ReadLevel(row, seen));
        }

        return readings => new CaseTerms([.. levels.Select(level => level(readings))], change.Under(readings), basis.Under(readings));
    }

    private TermsUnder<CaseLevel> ReadLevel(MapReader row, HashSet<(string Severity, string? Cause)> seen)
    {
        string severity = row.Value(Severity);
        string? cause = row.Optional(Cause);
        string name = row.Value(Name);
        Parameter<long?>? respond = parameters.Optional(row, Respond);
        Parameter<long?>? fix = parameters.Optional(row, Fix);
        Parameter<long?>? resolve = parameters.Optional(row, Resolve);
        Parameter<bool> pauses = parameters.Read(row, Pauses);
        Parameter<bool> acceptance = parameters.Read(row, Acceptance);
        if (severity.Length > 0 && !seen.Add((severity, cause)))
        {
            row.Refuse(Severity.Name, cause is null ? $"'{severity}' stands twice" : $"'{severity}' with cause '{cause}' stands twice");
        }

        if (respond is null && fix is null && resolve is null)
        {
            errors.Add(row.Node, row.Path, "a level has at least one of respond, fix, resolve");
        }

        return readings => new CaseLevel(
            severity, cause, name, Under(respond, readings), Under(fix, readings), Under(resolve, readings), pauses.Under(readings), acceptance.Under(readings));
    }

    private static CaseTarget? Under(Parameter<long?>? target, IReadOnlyDictionary<string, string> readings) =>
        target is null ? null : new CaseTarget(target.Under(readings), target.Clause);

    private static ParameterField<long?> Target(string name, string description) =>
        new(name, TermRules.CaseTarget, null, $"{description}; agreed: the parties agree on one; absent: none is promised", Required: false);
}
