using Telecom.Support.Rules;

namespace Telecom.Support.Outages;

/// <summary>A case that the policy opened and that is not over.</summary>
/// <param name="Name">Its resource name.</param>
/// <param name="Severity">Its severity now.</param>
/// <param name="Cause">Its cause now; may be empty.</param>
/// <param name="Rules">Its rules; null: they cannot be found now.</param>
internal sealed record RunningCase(string Name, string Severity, string Cause, CaseRuleSet? Rules)
{
    /// <summary>Place of a severity in the plan's table, gravest first; null: it is not there.</summary>
    public int? Rank(string severity, string cause)
    {
        int? found = Rules?.Terms?.Levels.Select((level, i) => (level, i))
            .Where(row => row.level.Severity == severity && (row.level.Cause is null || row.level.Cause == cause))
            .Select(row => (int?)row.i)
            .FirstOrDefault();
        return found;
    }
}
