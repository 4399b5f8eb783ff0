namespace Telecom.Contracts.Evidence;

/// <summary>Codes of enumerations in documents.</summary>
internal static class CodeText
{
    /// <summary>The name in snake case: "ScheduleMissing" is "schedule_missing".</summary>
    public static string SnakeCase<T>(T value)
        where T : struct, Enum
    {
        string name = Enum.GetName(value) ?? throw new ArgumentOutOfRangeException(nameof(value), value, "No such value.");
        return string.Concat(name.Select((c, index) => char.IsAsciiLetterUpper(c) ? (index == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
    }
}
