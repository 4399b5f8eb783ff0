namespace Telecom.Benchmarks.Parts;

/// <summary>
/// Settings under which a month that is over can still be filled: its minutes must not be older than retention. And roll-ups are made at
/// once, since the month comes within seconds here and not within weeks.
/// </summary>
internal static class MonthSettings
{
    /// <summary>The settings.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Sla:Fold:MinuteRetention"] = "70.00:00:00",
        ["Sla:Fold:RollupInterval"] = "00:00:01",
    };
}
