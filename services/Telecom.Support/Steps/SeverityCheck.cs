using Telecom.Hosting;
using Telecom.Support.Rules;

namespace Telecom.Support.Steps;

/// <summary>Whether a plan has a severity and cause.</summary>
internal static class SeverityCheck
{
    /// <summary>What is wrong with a severity and cause under rules; null: nothing.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="severity">The severity; empty: none.</param>
    /// <param name="cause">The cause; empty: none.</param>
    /// <param name="severityField">Path of the severity in the request.</param>
    /// <param name="causeField">Path of the cause in the request.</param>
    public static FieldViolation? Find(CaseRuleSet rules, string severity, string cause, string severityField, string causeField)
    {
        if (rules.Has(severity, cause.Length > 0 ? cause : null))
        {
            // A row for any cause is one for any of the plan's: what comes to it from another severity keeps its cause.
            string[] known = [.. (rules.Terms?.Levels ?? []).Select(level => level.Cause).OfType<string>().Distinct()];
            return cause.Length == 0 || known.Contains(cause) ? null : new FieldViolation(causeField, UnknownCause(rules, cause, known), "NO_SUCH_CAUSE");
        }

        string[] severities = [.. (rules.Terms?.Levels ?? []).Select(level => level.Severity).Distinct()];
        if (!severities.Contains(severity))
        {
            string allowed = severities.Length == 0
                ? $"plan {rules.Data.Plan} of {rules.Data.Contract} has no severities; leave it empty"
                : $"allowed are {string.Join(", ", severities.Select(known => $"\"{known}\""))}";
            return new FieldViolation(severityField, $"\"{Fields.Shown(severity)}\" is no severity of the plan; {allowed}", severity.Length == 0 ? "REQUIRED" : "NO_SUCH_SEVERITY");
        }

        string[] causes = [.. rules.Terms!.Levels.Where(level => level.Severity == severity && level.Cause is not null).Select(level => $"\"{level.Cause}\"")];
        return new FieldViolation(
            causeField,
            $"\"{Fields.Shown(cause)}\" is no cause of severity \"{severity}\"; allowed are {string.Join(", ", causes)}",
            cause.Length == 0 ? "REQUIRED" : "NO_SUCH_CAUSE");
    }

    private static string UnknownCause(CaseRuleSet rules, string cause, string[] known) => known.Length > 0
        ? $"\"{Fields.Shown(cause)}\" is no cause of the plan; allowed are {string.Join(", ", known.Select(other => $"\"{other}\""))}, or none"
        : $"\"{Fields.Shown(cause)}\": plan {rules.Data.Plan} of {rules.Data.Contract} has {(rules.Terms is null ? "no severities and " : "")}no causes; leave it empty";
}
