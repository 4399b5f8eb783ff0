using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Evidence;

/// <summary>Holds the severities and causes of support cases against the contract's table.</summary>
internal static class EvidenceCaseCheck
{
    /// <summary>Checks every case by the version that was in force at its report.</summary>
    public static void Check(EvidenceDocument evidence, Agreement agreement, List<ContractError> errors)
    {
        IReadOnlyList<CaseFacts> cases = evidence.Facts.Cases;
        for (int i = 0; i < cases.Count; i++)
        {
            if (agreement.At(cases[i].ReportedAt).Terms.Cases is not { } terms)
            {
                errors.Add(evidence.Error("cases", $"the contract '{agreement.Contract}' promises no times for support cases"));
                return;
            }

            CheckCase(evidence, $"cases[{i}]", cases[i], terms.Levels, errors);
        }
    }

    private static void CheckCase(EvidenceDocument evidence, string path, CaseFacts facts, IReadOnlyList<CaseLevel> levels, List<ContractError> errors)
    {
        (string severity, string? cause) = (facts.Severity, facts.Cause);
        CheckLevel(evidence, path, severity, cause, levels, errors);
        foreach ((int index, CaseEvent item) in facts.Events.Index().OrderBy(entry => entry.Item.At).Where(entry => entry.Item.Kind == CaseEventKind.SeverityChanged))
        {
            (severity, cause) = (item.Severity ?? severity, item.Cause ?? cause);
            CheckLevel(evidence, $"{path}.events[{index}]", severity, cause, levels, errors);
        }
    }

    private static void CheckLevel(EvidenceDocument evidence, string path, string severity, string? cause, IReadOnlyList<CaseLevel> levels, List<ContractError> errors)
    {
        CaseLevel[] rows = [.. levels.Where(level => level.Severity == severity)];
        if (rows.Length == 0)
        {
            errors.Add(evidence.Error($"{path}.severity", $"'{severity}' is no severity of the contract; allowed: {string.Join(", ", levels.Select(level => level.Severity).Distinct())}"));
        }
        else if (rows.All(level => level.Cause is not null && level.Cause != cause))
        {
            string causes = string.Join(", ", rows.Select(level => level.Cause));
            errors.Add(evidence.Error(
                $"{path}.cause",
                cause is null ? $"is required for severity '{severity}', one of {causes}" : $"'{cause}' is no cause of severity '{severity}'; allowed: {causes}"));
        }
    }
}
