using System.Globalization;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>
/// Reads the facts of a case: sorts the events, cuts off those after the instant of the rating, finds the level after each, and
/// reports everything that is wrong at once.
/// </summary>
internal sealed class CaseReader
{
    private readonly CaseTerms _terms;
    private readonly List<string> _errors = [];

    private CaseReader(CaseTerms terms) => _terms = terms;

    /// <summary>The level at the report and the events in order of time, ties in the order of the list.</summary>
    /// <exception cref="ArgumentException">Terms or facts are wrong; the message lists everything.</exception>
    public static (int Level, IReadOnlyList<CaseStep> Steps) Read(CaseTerms terms, CaseFacts facts, UtcInstant? asOf)
    {
        CaseReader reader = new(terms);
        reader.CheckTerms();
        (string severity, string? cause) = (facts.Severity, facts.Cause);
        int reported = reader.Find("case", severity, cause);
        int level = reported;
        List<CaseStep> steps = [];
        foreach (CaseEvent item in facts.Events.Where(item => asOf is not { } end || item.At <= end).OrderBy(item => item.At))
        {
            reader.CheckEvent(item, facts.ReportedAt);
            if (item.Kind == CaseEventKind.SeverityChanged && (item.Severity is not null || item.Cause is not null))
            {
                (severity, cause) = (item.Severity ?? severity, item.Cause ?? cause);
                level = reader.Find($"{item.Kind} at {item.At}", severity, cause);
            }

            steps.Add(new CaseStep(item, level));
        }

        return reader._errors.Count == 0
            ? (reported, steps)
            : throw new ArgumentException($"Case '{facts.Id}': {string.Join(' ', reader._errors)}", nameof(facts));
    }

    private void CheckTerms()
    {
        if (!Enum.IsDefined(_terms.SeverityChange))
        {
            _errors.Add($"severityChange: {_terms.SeverityChange} is none of {string.Join(", ", Enum.GetNames<SeverityChangePolicy>())}.");
        }

        if (!Enum.IsDefined(_terms.TimeBasis))
        {
            _errors.Add($"timeBasis: {_terms.TimeBasis} is none of {string.Join(", ", Enum.GetNames<CaseTimeBasis>())}.");
        }

        foreach (IGrouping<(string, string?), CaseLevel> same in _terms.Levels.GroupBy(level => (level.Severity, level.Cause)).Where(same => same.Count() > 1))
        {
            _errors.Add($"levels: {CaseText.Name(same.First())} stands there {same.Count().ToString(CultureInfo.InvariantCulture)} times.");
        }

        foreach (CaseLevel level in _terms.Levels)
        {
            foreach (CaseTarget? target in (CaseTarget?[])[level.Respond, level.Fix, level.Resolve])
            {
                if (target?.TargetUs is < 0)
                {
                    _errors.Add(string.Create(CultureInfo.InvariantCulture, $"levels: a target of {CaseText.Name(level)} is {target.TargetUs} us; it must be at least 0."));
                }
            }
        }
    }

    private void CheckEvent(CaseEvent item, UtcInstant reportedAt)
    {
        string name = $"{item.Kind} at {item.At}";
        if (!Enum.IsDefined(item.Kind))
        {
            _errors.Add($"{name}: the kind is none of {string.Join(", ", Enum.GetNames<CaseEventKind>())}.");
        }

        if (item.At < reportedAt)
        {
            _errors.Add($"{name}: it is before the report at {reportedAt}.");
        }

        switch (item.Kind)
        {
            case CaseEventKind.SeverityChanged when item.Severity is null && item.Cause is null:
                _errors.Add($"{name}: neither severity nor cause is given.");
                break;
            case CaseEventKind.Agreed when item.Until is null:
                _errors.Add($"{name}: the agreed time (until) is not given.");
                break;
            case CaseEventKind.Agreed when item.Until < item.At:
                _errors.Add($"{name}: the agreed time {item.Until} is before the agreement.");
                break;
            default:
                break;
        }
    }

    /// <summary>The row of severity and cause; else the row of the severity that is for any cause; -1 after an error.</summary>
    private int Find(string what, string severity, string? cause)
    {
        int any = -1;
        for (int i = 0; i < _terms.Levels.Count; i++)
        {
            CaseLevel level = _terms.Levels[i];
            if (level.Severity == severity && level.Cause is null)
            {
                any = i;
            }
            else if (level.Severity == severity && level.Cause == cause)
            {
                return i;
            }
        }

        if (any < 0)
        {
            string[] causes = [.. _terms.Levels.Where(level => level.Severity == severity && level.Cause is not null).Select(level => level.Cause!)];
            _errors.Add(causes.Length == 0
                ? $"{what}: severity '{severity}' is none of {string.Join(", ", _terms.Levels.Select(level => level.Severity).Distinct())}."
                : $"{what}: cause {(cause is null ? "(none)" : $"'{cause}'")} of severity '{severity}' is none of {string.Join(", ", causes)}.");
        }

        return any;
    }
}
